"""What the drivers of real clients have in common: their arguments, the events that they send, and what they report.

    CLIENT_client.py URL KEY SCENARIO COUNT OUTPUT [--go FILE] [--bound SECONDS]

A driver uses its client as an application would. It imports and sets up the client, says `ready` on standard output,
waits for FILE when one is named, sends COUNT events, lets the client finish and ends. OUTPUT then holds one JSON
object: what was sent, under the ids that the client knows, and what the client said about it. It ends by itself:
after SECONDS it gives up, and the report says that it did not finish.
"""

import argparse
import json
import logging
import os
import sys
import threading
import time

SONG = "Song Played"
OVERSIZE = 300 << 10  # More than the server takes as one event.
HUGE = 17 << 20  # More than the server takes as one body.

# Calls at the server of these tests go nowhere else.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"


class Driver(logging.Handler):
    def __init__(self, client):
        super().__init__(logging.WARNING)
        parser = argparse.ArgumentParser(description=f"Sends events through the client of {client}.")
        parser.add_argument("url")
        parser.add_argument("key")
        scenarios = ["normal", "killed", "limited", "oversize", "huge", "badkey", "invalid"]
        parser.add_argument("scenario", choices=scenarios)
        parser.add_argument("count", type=int)
        parser.add_argument("output")
        parser.add_argument("--go", help="wait for this file before the first event")
        parser.add_argument("--bound", type=float, default=60, help="seconds, from the first event on")
        arguments = parser.parse_args()
        self.url, self.key, self.scenario = arguments.url.rstrip("/"), arguments.key, arguments.scenario
        self._arguments = arguments
        self._client = client
        self._sent, self._errors, self._log = [], [], []
        self._writing = threading.Lock()
        logging.getLogger().addHandler(self)

    # What to send

    def events(self):
        """Numbers and what is special about each: None, "invalid", "oversize" or "huge". Waits for the start first."""
        print("ready", flush=True)
        while self._arguments.go and not os.path.exists(self._arguments.go):
            time.sleep(0.005)
        self._started = time.monotonic()
        watch = threading.Timer(self._arguments.bound, self._give_up)
        watch.daemon = True
        watch.start()
        for number in range(self._arguments.count):
            yield number, self._special(number)

    def _special(self, number):
        if self.scenario == "invalid":
            return "invalid" if number % 10 == 3 else None
        if self.scenario in ("oversize", "huge"):
            return self.scenario if number == self._arguments.count // 2 else None
        return None

    @staticmethod
    def song(number, special=None):
        """The properties of a typed event: `n` is declared as a number."""
        song = {"n": "many" if special == "invalid" else number, "song": f"song {number % 7}"}
        if special in ("oversize", "huge"):
            song["song"] = "o" * (HUGE if special == "huge" else OVERSIZE)
        return song

    # What happened

    def sent(self, kind, event_id, number, special=None, link=None):
        """`kind`: "song", "page" or the protocol's word. `link`: the user whose other id the call tells."""
        self._sent.append({"kind": kind, "id": event_id, "n": number, "special": special, "link": link})

    def error(self, error, event_ids=()):
        """What the client's own callback or exception said."""
        text = f"{type(error).__name__}: {error}" if isinstance(error, BaseException) else str(error)
        self._errors.append({"message": text[:300], "ids": list(event_ids)})

    def emit(self, record):
        """What the client logged."""
        if len(self._log) < 200:
            self._log.append(f"{record.name}: {record.getMessage()[:200]}")

    def finish(self):
        self._write(True)

    def _write(self, finished):
        with self._writing:
            report = {
                "client": self._client, "scenario": self.scenario, "finished": finished,
                "seconds": round(time.monotonic() - self._started, 3), "sent": list(self._sent),
                "errors": list(self._errors), "log": list(self._log),
            }
            part = self._arguments.output + ".part"
            with open(part, "w") as file:
                json.dump(report, file)
            os.replace(part, self._arguments.output)

    def _give_up(self):
        self._write(False)
        sys.stderr.write(f"{self._client}: not finished after {self._arguments.bound} s\n")
        os._exit(3)
