"""snowplow-tracker: https://github.com/snowplow/snowplow-python-tracker (Apache-2.0). KEY is the application's id."""

import logging
import time

from driver import Driver
from snowplow_tracker import EmitterConfiguration, SelfDescribingJson, Snowplow, Subject
from snowplow_tracker.event_store import InMemoryEventStore
from snowplow_tracker.events import PageView, ScreenView, SelfDescribing, StructuredEvent

driver = Driver("snowplow")
waiting = InMemoryEventStore(logging.getLogger("snowplow"))


def failed(_, events):
    driver.error(f"{len(events)} events were not taken", [one["eid"] for one in events])


tracker = Snowplow.create_tracker(
    namespace="tests", endpoint=driver.url, app_id=driver.key,
    emitter_config=EmitterConfiguration(event_store=waiting, on_failure=failed, request_timeout=15))
# Without a batch of its own a GET carries one event.
pixel = Snowplow.create_tracker(
    namespace="pixel", endpoint=driver.url, method="get", app_id=driver.key,
    emitter_config=EmitterConfiguration(on_failure=failed, request_timeout=15))


def event(number, special):
    subject = Subject().set_user_id(f"snowplow-user-{number}").set_domain_user_id(f"snowplow-other-{number}")
    match number % 10 if special is None and driver.scenario != "invalid" else 0:
        case 4 | 5:
            url = f"https://shop.example/{number}"
            return "pv", PageView(page_url=url, page_title=f"Home {number}", event_subject=subject)
        case 6 | 7:
            return "se", StructuredEvent("player", "press", label="next", value=number, event_subject=subject)
        case 8:
            return "ue", ScreenView(id_=f"7a5a7b2e-0000-4000-8000-{number:012}", name="Player", event_subject=subject)
        case _:
            data = SelfDescribingJson("iglu:com.example/snowplow_song/jsonschema/1-0-0", driver.song(number, special))
            return "song", SelfDescribing(data, event_subject=subject)


for number, special in driver.events():
    kind, one = event(number, special)
    by_pixel = driver.scenario == "normal" and number % 10 == 9
    driver.sent(kind, (pixel if by_pixel else tracker).track(one), number, special)
# flush() does nothing while a retry is waiting for its time: then events are still in the store.
tracker.flush()
while waiting.size():
    time.sleep(0.02)
    tracker.flush()
driver.finish()
