#!/usr/bin/env python3
"""A collector of spans for tests: OTLP/HTTP with JSON on a free port of the loopback, held against the official protobuf
messages (opentelemetry-proto), and as ill-behaved as the test wants.

    otlp_collector.py FOLDER [--port N]  prints the port; writes FOLDER/spans.jsonl (what was accepted, a span a line),
                              FOLDER/bodies (every body as it came) and FOLDER/requests.jsonl (status and headers)
    otlp_collector.py --self-test

FOLDER/mode says what it does with the next request: `ok`, `503 SECONDS` (with Retry-After), `STATUS`, `hang` (never
answers), `drip` (a header at once, then a body without end), `reject N` (takes all but N spans)."""
import base64
import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from google.protobuf import json_format
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

IDS = {"traceId": 16, "spanId": 8, "parentSpanId": 8}
LONG = {"startTimeUnixNano", "endTimeUnixNano", "timeUnixNano", "intValue"}


def prepared(value, key=None):
    """OTLP's JSON as protobuf's: ids in base64. Refuses what OTLP's JSON may not be."""
    if isinstance(value, dict):
        return {k: prepared(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [prepared(v) for v in value]
    if key in IDS:
        raw = bytes.fromhex(value)
        if len(value) != 2 * IDS[key] or len(raw) != IDS[key] or not any(raw):
            raise ValueError(f"{key} is no id of {IDS[key]} bytes: {value}")
        return base64.b64encode(raw).decode()
    if key in LONG and not isinstance(value, str):
        raise ValueError(f"{key} is an integer of 64 bits and no text: {value}")
    if key in ("kind", "code", "flags") and type(value) is not int:
        raise ValueError(f"{key} is no number: {value}")
    return value


def plain(value):
    """An AnyValue as Python has it."""
    kind = value.WhichOneof("value")
    if kind == "array_value":
        return [plain(v) for v in value.array_value.values]
    return getattr(value, kind) if kind else None


def attributes(pairs):
    found = {}
    for pair in pairs:
        if pair.key in found or not pair.key:
            raise ValueError(f"the attribute {pair.key!r} is there twice, or has no name")
        found[pair.key] = plain(pair.value)
    return found


def spans(body):
    """Every span of a request, as the official messages read it."""
    request = json_format.ParseDict(prepared(json.loads(body)), ExportTraceServiceRequest())
    found = []
    for resource in request.resource_spans:
        about = attributes(resource.resource.attributes)
        for scope in resource.scope_spans:
            for span in scope.spans:
                if not span.name or not span.kind or span.end_time_unix_nano < span.start_time_unix_nano:
                    raise ValueError(f"a span without name or kind, or that ends before it begins: {span.name!r}")
                if not 1_400_000_000 < span.start_time_unix_nano / 1e9 < 4_000_000_000:
                    raise ValueError(f"a span of another century: {span.start_time_unix_nano}")
                found.append(
                    {
                        "trace": span.trace_id.hex(), "id": span.span_id.hex(), "parent": span.parent_span_id.hex(),
                        "name": span.name, "kind": span.kind, "flags": span.flags,
                        "start": span.start_time_unix_nano // 1000, "end": span.end_time_unix_nano // 1000,
                        "fails": span.status.code == 2, "attributes": attributes(span.attributes), "resource": about,
                        "scope": scope.scope.name,
                    })
    return found


class Collector(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder = "."
    lock = threading.Lock()

    def log_message(self, *_):
        pass

    def note(self, name, *lines):
        with self.lock, open(os.path.join(self.folder, name), "ab") as file:
            for line in lines:
                file.write(line + b"\n")

    def mode(self):
        try:
            with open(os.path.join(self.folder, "mode"), encoding="utf-8") as file:
                return file.read().split() or ["ok"]
        except FileNotFoundError:
            return ["ok"]

    def answer(self, status, body=b"{}", headers=()):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.note("bodies", body)
        mode = self.mode()
        status, found, why = 200, [], ""
        try:
            if self.path != "/v1/traces" or self.headers.get("Content-Type") != "application/json":
                raise ValueError(f"{self.path} with {self.headers.get('Content-Type')}")
            found = spans(body)
        except (ValueError, json_format.ParseError) as error:
            status, why = 400, str(error)
        if status == 200 and mode[0].isdigit():
            status = int(mode[0])
        self.note("requests.jsonl", json.dumps(
            {"status": status, "mode": mode[0], "spans": len(found), "why": why, "at": time.monotonic(),
             "headers": {k.lower(): v for k, v in self.headers.items()}}).encode())
        if status != 200:
            return self.answer(status, headers=[("Retry-After", mode[1])] if len(mode) > 1 else ())
        if mode[0] == "hang":
            return threading.Event().wait(3600)
        self.note("spans.jsonl", *(json.dumps(span).encode() for span in found))
        if mode[0] == "drip":
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "50000")
            self.end_headers()
            gone = threading.Event()
            try:
                while not gone.wait(0.2):
                    self.wfile.write(b" ")
                    self.wfile.flush()
            except OSError:
                return None
        if mode[0] == "reject":
            said = {"partialSuccess": {"rejectedSpans": str(min(int(mode[1]), len(found))), "errorMessage": "no"}}
            return self.answer(200, json.dumps(said).encode())
        return self.answer(200)


def serve(folder, port):
    Collector.folder = folder
    server = ThreadingHTTPServer(("127.0.0.1", port), Collector)
    server.daemon_threads = True
    print(server.server_address[1], flush=True)
    server.serve_forever()


def self_test():
    good = {
        "resourceSpans": [{
            "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "basin"}}]},
            "scopeSpans": [{"scope": {"name": "basin"}, "spans": [{
                "traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174",
                "parentSpanId": "eee19b7ec3c1b173", "flags": 257, "name": "n", "kind": 2,
                "startTimeUnixNano": "1544712660000000000", "endTimeUnixNano": "1544712661000000000",
                "attributes": [{"key": "rows", "value": {"intValue": "9223372036854775807"}},
                               {"key": "names", "value": {"arrayValue": {"values": [{"stringValue": "a"}]}}}],
                "status": {"code": 2}}]}]}]}
    passed = failed = 0

    def check(holds, what):
        nonlocal passed, failed
        passed, failed = passed + bool(holds), failed + (not holds)
        if not holds:
            print("FAIL", what)

    span = spans(json.dumps(good))[0]
    check(span["trace"] == "5b8efff798038103d269b633813fc60c" and span["parent"] == "eee19b7ec3c1b173", "ids")
    check(span["attributes"] == {"rows": 2**63 - 1, "names": ["a"]} and span["fails"], "attributes")
    check(span["end"] - span["start"] == 1_000_000 and span["resource"] == {"service.name": "basin"}, "times, resource")
    for change, what in [
        (lambda s: s.update(traceId="W47/95gDgQPSabYzgT/GDA=="), "an id in base64"),
        (lambda s: s.update(spanId="eee19b7ec3c1b1"), "a short id"),
        (lambda s: s.update(spanId="0000000000000000"), "an id of zeros"),
        (lambda s: s.update(kind="SPAN_KIND_SERVER"), "an enumeration by name"),
        (lambda s: s.update(startTimeUnixNano=1544712660000000000), "a long integer as a number"),
        (lambda s: s.update(start_time_unix_nano="1"), "a name of protobuf's text"),
        (lambda s: s.update(colour="red"), "a field that is not there"),
        (lambda s: s.update(endTimeUnixNano="1544712659000000000"), "an end before the beginning"),
        (lambda s: s["attributes"].append(s["attributes"][0]), "an attribute twice"),
    ]:
        bad = json.loads(json.dumps(good))
        change(bad["resourceSpans"][0]["scopeSpans"][0]["spans"][0])
        try:
            spans(json.dumps(bad))
            check(False, f"{what} is accepted")
        except (ValueError, json_format.ParseError):
            check(True, what)
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    if "--self-test" in sys.argv:
        sys.exit(self_test())
    serve(sys.argv[1], int(sys.argv[sys.argv.index("--port") + 1]) if "--port" in sys.argv else 0)
