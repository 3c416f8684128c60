"""segment-analytics-python: https://github.com/segmentio/analytics-python (MIT)."""

from driver import SONG, Driver
from segment.analytics.client import Client

driver = Driver("segment")
client = Client(
    driver.key, host=driver.url, on_error=lambda error, batch: driver.error(error, [one["messageId"] for one in batch]))


def send(number, special):
    user, other = f"segment-user-{number}", f"segment-other-{number}"
    match number % 10 if special is None and driver.scenario != "invalid" else 0:
        case 4:
            return "identify", client.identify(user, traits={"plan": "free"}, anonymous_id=other), user
        case 5:
            context = {"page": {"url": f"https://shop.example/{number}", "path": f"/{number}"}}
            return "page", client.page(user, name="Home", properties={"title": f"Home {number}"}, context=context), None
        case 6:
            return "group", client.group(user, group_id="group-1", traits={"size": 3}), None
        case 7:
            return "screen", client.screen(user, name="Player"), None
        case 8:
            return "alias", client.alias(previous_id=other, user_id=user), user
        case 9:
            return "track", client.track(anonymous_id=other, event="Something Else", properties={"odd": None}), None
        case _:
            return "song", client.track(user, SONG, driver.song(number, special)), None


for number, special in driver.events():
    try:
        kind, (_, message), link = send(number, special)
        driver.sent(kind, message["messageId"], number, special, link)
    except RuntimeError as error:
        # The client itself refuses an event of more than 32 KiB.
        driver.sent("song", None, number, special)
        driver.error(error)
client.shutdown()
driver.finish()
