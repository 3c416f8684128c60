"""cloudevents: https://github.com/cloudevents/sdk-python (Apache-2.0). It makes messages; requests and urllib3 send."""

import requests
from cloudevents.core.bindings.http import to_binary_event, to_structured_event
from cloudevents.core.v1.event import CloudEvent
from driver import Driver
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

driver = Driver("cloudevents")
# What a 429 or 503 says in Retry-After is waited for.
again = Retry(total=10, backoff_factor=0.1, status_forcelist=[429, 503], allowed_methods=None)
session = requests.Session()
session.mount("http://", HTTPAdapter(max_retries=again))

for number, special in driver.events():
    attributes = {"type": "cloudevents_song", "source": "/tests/%7Eclient", "subject": "hörer \"one\""}
    event = CloudEvent(attributes, driver.song(number, special))
    event_id = event.get_id()
    message = (to_binary_event if number % 2 else to_structured_event)(event)
    driver.sent("song", event_id, number, special)
    try:
        headers = {**message.headers, "Authorization": f"Bearer {driver.key}"}
        answer = session.post(driver.url + "/events", data=message.body, headers=headers, timeout=15)
    except requests.RequestException as error:
        driver.error(error, [event_id])
        continue
    if answer.status_code != 200 or answer.json()["refused"]:
        driver.error(f"{answer.status_code} {answer.text}", [event_id])
driver.finish()
