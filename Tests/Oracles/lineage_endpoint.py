#!/usr/bin/env python3
"""An endpoint of OpenLineage for tests: on a free port of the loopback, held against the classes of openlineage-python,
and as ill-behaved as the test wants.

    lineage_endpoint.py FOLDER [--port N]  prints the port; writes FOLDER/events.jsonl (what was accepted, an event a
                              line) and FOLDER/requests.jsonl (status, path, whether a key came, and what is wrong)
    lineage_endpoint.py --self-test

FOLDER/mode says what it does with the next request: `ok`, or a STATUS (302 leads to /elsewhere)."""
import importlib
import json
import os
import pkgutil
import sys
import threading
import uuid
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import attr
from openlineage.client import generated
from openlineage.client.generated import base

CLASSES = {}
for module in pkgutil.iter_modules(generated.__path__):
    for one in vars(importlib.import_module(f"openlineage.client.generated.{module.name}")).values():
        if isinstance(one, type) and attr.has(one) and "_get_schema" in vars(one):
            CLASSES[one._get_schema()] = one


def check(kind, value, where):
    """An object against a class: what must be there is, what is not known is not, and what is nested too."""
    if not isinstance(value, dict):
        raise ValueError(f"{where} is no object")
    fields = {field.name: field for field in attr.fields(kind)}
    for name, field in fields.items():
        if field.init and field.default is attr.NOTHING and name not in value:
            raise ValueError(f"{where} lacks {name}")
    for name, one in value.items():
        if name not in fields:
            raise ValueError(f"{where} has {name}, which {kind.__name__} does not")
        kinds = str(fields[name].type)
        expected = {"str": str, "int": int, "bool": bool}.get(kinds.split(" | ")[0])
        if expected and one is not None and type(one) is not expected:
            raise ValueError(f"{where}.{name} is no {expected.__name__}: {one!r}")
        if expected is None and one is None and "None" not in kinds:
            raise ValueError(f"{where}.{name} is null")


def facets(found, where):
    for name, facet in found.items():
        schema = facet.get("_schemaURL")
        if schema not in CLASSES:
            raise ValueError(f"{where}.{name} is of {schema}, which is not known")
        if not facet.get("_producer"):
            raise ValueError(f"{where}.{name} names no producer")
        check(CLASSES[schema], facet, f"{where}.{name}")


def validate(event):
    check(base.RunEvent, event, "event")
    if event["schemaURL"] != base.RunEvent._get_schema():
        raise ValueError(f"the schema is {event['schemaURL']}")
    if event["eventType"] not in ("START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"):
        raise ValueError(f"the type is {event['eventType']}")
    if datetime.fromisoformat(event["eventTime"]).tzinfo is None:
        raise ValueError("the time has no offset")
    check(base.Run, event["run"], "run")
    uuid.UUID(event["run"]["runId"])
    check(base.Job, event["job"], "job")
    facets(event["run"]["facets"], "run")
    facets(event["job"]["facets"], "job")
    for one in event["inputs"]:
        check(base.InputDataset, one, "input")
        facets(one["facets"], "input")
    for one in event["outputs"]:
        check(base.OutputDataset, one, "output")
        facets(one["facets"], "output")
        facets(one["outputFacets"], "output")


class Endpoint(BaseHTTPRequestHandler):
    folder = ""
    lock = threading.Lock()
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with open(self.folder + "/mode") as file:
            mode = file.read().strip()
        status, why = (201 if mode == "ok" else int(mode)), ""
        if mode == "ok":
            try:
                validate(json.loads(body))
            except Exception as error:
                status, why = 422, f"{type(error).__name__}: {error}"
        with self.lock:
            if status == 201:
                self.note("events", json.loads(body))
            self.note("requests", {
                "status": status, "path": self.path, "key": self.headers.get("Authorization", ""), "why": why,
                "body": len(body)})
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def note(self, name, value):
        with open(f"{self.folder}/{name}.jsonl", "a") as file:
            file.write(json.dumps(value) + "\n")

    def log_message(self, *_):
        pass


def self_test():
    event = {
        "eventType": "START", "eventTime": "2018-11-03T14:00:00Z", "producer": "urn:x", "schemaURL": base.RunEvent._get_schema(),
        "run": {"runId": str(uuid.uuid4()), "facets": {}}, "job": {"namespace": "n", "name": "j", "facets": {}},
        "inputs": [], "outputs": []}
    passed = failed = 0
    nominal = "https://openlineage.io/spec/facets/1-0-1/NominalTimeRunFacet.json#/$defs/NominalTimeRunFacet"
    good = {"_producer": "urn:x", "_schemaURL": nominal, "nominalStartTime": "2018-11-03T14:00:00Z"}
    for one in (event, {**event, "run": {**event["run"], "facets": {"nominalTime": good}}}):
        validate(one)
        passed += 1
    for bad in (
        {**event, "eventType": "ENDED"}, {**event, "eventTime": "2018-11-03T14:00:00"}, {**event, "extra": 1},
        {**event, "run": {"runId": "7", "facets": {}}}, {**event, "job": {"name": "j", "facets": {}}},
        {**event, "run": {**event["run"], "facets": {"nominalTime": {**good, "nominalStartTime": 7}}}},
        {**event, "run": {**event["run"], "facets": {"nominalTime": {"_producer": "urn:x", "_schemaURL": nominal}}}},
    ):
        try:
            validate(bad)
        except Exception:
            passed += 1
            continue
        failed += 1
        print(f"was taken: {bad}")
    print(f"{passed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    if sys.argv[1] == "--self-test":
        sys.exit(self_test())
    Endpoint.folder = sys.argv[1]
    os.makedirs(Endpoint.folder, exist_ok=True)
    port = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    server = ThreadingHTTPServer(("127.0.0.1", port), Endpoint)
    print(server.server_address[1], flush=True)
    server.serve_forever()
