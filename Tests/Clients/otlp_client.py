"""opentelemetry-exporter-otlp-proto-http: https://github.com/open-telemetry/opentelemetry-python (Apache-2.0)."""

import logging

from driver import SONG, Driver
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.resources import Resource

driver = Driver("otlp")
logging.getLogger("opentelemetry").setLevel(logging.WARNING)
provider = LoggerProvider(Resource.create({"service.name": "tests"}))
exporter = OTLPLogExporter(endpoint=driver.url + "/v1/logs", headers={"Authorization": f"Bearer {driver.key}"})
provider.add_log_record_processor(BatchLogRecordProcessor(exporter, schedule_delay_millis=200))
logger = provider.get_logger("tests", "1.0")


class Failures(logging.Handler):
    """The exporter tells its failures to nobody but the log."""

    def emit(self, record):
        if record.levelno >= logging.ERROR:
            driver.error(record.getMessage())


logging.getLogger("opentelemetry.exporter").addHandler(Failures())

for number, special in driver.events():
    song = special or driver.scenario == "invalid" or number % 10 < 8
    if song:
        logger.emit(event_name=SONG, attributes=driver.song(number, special))
    elif number % 10 == 8:
        logger.emit(event_name="something.else", body={"odd": [1, None, {"n": number}]}, attributes={"n": number})
    else:
        logger.emit(body=f"a line of a log, number {number}", severity_text="INFO")
    # Records have no id.
    driver.sent("song" if song else "log", None, number, special)
    if number % 50 == 49:
        provider.force_flush()
provider.shutdown()
driver.finish()
