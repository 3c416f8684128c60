"""posthog: https://github.com/PostHog/posthog-python (MIT)."""

from driver import SONG, Driver
from posthog import Posthog


def drive(name, **settings):
    driver = Driver(name)
    client = Posthog(
        driver.key, host=driver.url, flush_interval=0.5,
        on_error=lambda error, batch: driver.error(error, [one["uuid"] for one in batch]), **settings)

    def send(number, special):
        user, other = f"{name}-user-{number}", f"{name}-other-{number}"
        match number % 10 if special is None and driver.scenario != "invalid" else 0:
            case 4:
                return "set", client.set(distinct_id=user, properties={"plan": "free"}), None
            case 5:
                return "page", client.capture("$pageview", distinct_id=user, properties={"$current_url": "/home"}), None
            case 6:
                return "group", client.group_identify("company", "group-1", {"size": 3}), None
            case 7:
                identified = {"$anon_distinct_id": other, "$set": {"plan": "free"}}
                return "identify", client.capture("$identify", distinct_id=user, properties=identified), user
            case 8:
                return "alias", client.alias(previous_id=user, distinct_id=other), user
            case 9:
                # Without an id of a person.
                return "capture", client.capture("Something Else", properties={"odd": float("nan")}), None
            case _:
                song = driver.song(number, special)
                return "song", client.capture(SONG, distinct_id=user, properties=song), None

    for number, special in driver.events():
        kind, event_id, link = send(number, special)
        driver.sent(kind, event_id, number, special, link)
    client.shutdown()
    driver.finish()


if __name__ == "__main__":
    drive("posthog")
