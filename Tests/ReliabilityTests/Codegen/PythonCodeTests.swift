import Foundation
import Testing

extension Reliability.First {
    @Suite struct PythonCodeTests {
        @Test(
            "generated Python sends an event whose values all arrive as they are", .enabled(if: PythonOracle.isHere))
        func arrives() throws {
            let every = try EveryTypeProject("codegen-python")
            let module = try every.generate("python", into: "python")
            let done = try PythonOracle.run(
                code: Self.client, [module, try every.server, every.key], in: every.folder)
            #expect(done.code == 0, "\(done)")
            #expect(
                done.output == "2 0\nwarned: old is deprecated: use \"text\" instead\n1 refused: invalid_field at 1\n")
            try every.expectEvent(of: "python")
            #expect(try every.basin.number("SELECT count(*) FROM nothing") == 1)
            #expect(every.basin.stop() == 0)
        }

        @Test(
            "generated Python tries again as long after as the server says, and not for ever",
            .enabled(if: PythonOracle.isHere))
        func retries() throws {
            let folder = try TestFolder("codegen-retries")
            let basin = try BasinProcess(folder, project: Surroundings.example)
            let output = folder.path + "/python"
            let generated = try basin.command(["codegen", "python", "--project", basin.project, "--output", output])
            #expect(generated.code == 0, "\(generated)")
            let done = try PythonOracle.run(code: Self.retrying, [output], in: folder)
            #expect(done.code == 0, "\(done)")
            #expect(
                done.output == """
                    after two refusals: 1 accepted, 3 requests with the same body
                    always busy: status 503 after 3 requests
                    a wait of an hour: status 429, retry after 3600, 1 request
                    a wrong key: status 401 after 1 request
                    a redirect: status 307 after 1 request
                    somebody else there: status 200 after 1 request
                    nobody there: status 0
                    batches: 5 accepted, 3 requests, refused 4

                    """, "\(done)")
        }

        private static let client = #"""
            import datetime, decimal, sys, uuid, warnings
            sys.path.insert(0, sys.argv[1])
            from basin_events import *
            warnings.simplefilter("error")
            at = datetime.datetime(2018, 11, 3, 15, 0, 0, 250000, datetime.timezone(datetime.timedelta(hours=1)))
            ref = uuid.UUID("123e4567-e89b-12d3-a456-426614174000")
            values = dict(
                client="python", user_id="53", text='Grüße 🎵 "\\', flag=True, small=-2**31, large=2**63 - 1, single=0.5,
                precise=0.1, price=decimal.Decimal("1234567890123456789012345678.0123456789"), happened_at=at,
                clicked_at=datetime.datetime(1969, 12, 31, 23, 59, 59, tzinfo=datetime.timezone.utc),
                born=datetime.date(1, 2, 3), ref=ref, extra={"a": [1, 2.5, None, True, "x", 9007199254740993]},
                words=["a", ""], refs=[ref], times=[at], days=[datetime.date(2018, 11, 3)],
                prices=[decimal.Decimal("-12.50"), decimal.Decimal("0E+2")], numbers=[[1, -2**63], []],
                place=EveryTypePlace(name="Köln", seen=at, inner=EveryTypePlaceInner(count=3)),
                steps=[EveryTypeSteps(kind="a"), EveryTypeSteps(kind="b", cost=decimal.Decimal("1.5"))],
                class_="c", self_="s", import_="i", email="a@b.example",
            )
            event = EveryType(**values)
            empty = Nothing().to_event("python")
            receipt = send([event.to_event("python"), empty], server=sys.argv[2] + "/", write_key=sys.argv[3])
            print(receipt.accepted, len(receipt.refused))
            try:
                EveryType(**values, old="x")
            except DeprecationWarning as warning:
                print("warned:", warning)
            naive = datetime.datetime(2018, 11, 3)
            for wrong in (dict(price=1.5), dict(happened_at=naive), dict(born=at), dict(words="ab")):
                try:
                    EveryType(**{**values, **wrong}).to_event("python")
                    print("not refused:", wrong)
                except (TypeError, ValueError):
                    pass
            try:
                EveryType(client="python")
                print("what is required was left out")
            except TypeError:
                pass
            bad = EveryType(**{**values, "large": 2**63, "client": "bad"})
            # The empty event once more: its identity makes it the same.
            receipt = send([empty, bad.to_event("python")], server=sys.argv[2], write_key=sys.argv[3])
            print(receipt.accepted, "refused:", receipt.refused[0].code, "at", receipt.refused[0].index)
            """#

        private static let retrying = #"""
            import datetime, gzip, http.server, json, sys, threading, uuid
            sys.path.insert(0, sys.argv[1])
            from basin_events import *
            answers, bodies = [], []

            class Door(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    bodies.append(gzip.decompress(self.rfile.read(int(self.headers["Content-Length"]))))
                    status, headers, body = answers.pop(0) if len(answers) > 1 else answers[0]
                    if callable(body):
                        body = body(bodies[-1])
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

                def log_message(self, *_):
                    pass

            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            url = f"http://127.0.0.1:{server.server_port}"
            session = uuid.UUID(int=1)
            event = PageViewed(session_id=session, page="/", platform="web").to_event("test")

            def tries(what, script, **options):
                answers[:], bodies[:] = script, []
                events = options.pop("events", [event])
                try:
                    return send(events, server=url, write_key="k", attempts=3, **options)
                except BasinSendError as error:
                    return error

            def count(body):
                return json.dumps({"accepted": body.count(b"\n"), "refused": [], "dropped_fields": 0}).encode()

            one = (200, {}, count)
            done = tries("", [(503, {"Retry-After": "0"}, b"{}"), (429, {"Retry-After": "0"}, b"{}"), one])
            same = len(bodies) == 3 and len(set(bodies)) == 1
            print(f"after two refusals: {done.accepted} accepted, 3 requests with the same body" if same else bodies)
            error = tries("", [(503, {"Retry-After": "0"}, b"{}")])
            print(f"always busy: status {error.status} after {len(bodies)} requests")
            error = tries("", [(429, {"Retry-After": "3600"}, b"{}")])
            print(f"a wait of an hour: status {error.status}, retry after {error.retry_after}, {len(bodies)} request")
            error = tries("", [(401, {}, b"{}")])
            print(f"a wrong key: status {error.status} after {len(bodies)} request")
            error = tries("", [(307, {"Location": url + "/elsewhere"}, b"")])
            print(f"a redirect: status {error.status} after {len(bodies)} request")
            error = tries("", [(200, {}, b"<html>")])
            print(f"somebody else there: status {error.status} after {len(bodies)} request")
            closed = http.server.HTTPServer(("127.0.0.1", 0), Door)
            closed.server_close()
            try:
                send([event], server=f"http://127.0.0.1:{closed.server_port}", write_key="k", attempts=1)
            except BasinSendError as error:
                print(f"nobody there: status {error.status}")
            refusal = {"accepted": 1, "refused": [{"index": 0, "code": "invalid_field", "message": "m"}]}
            last = lambda body: json.dumps(refusal).encode() if body.count(b"\n") == 1 else count(body)
            done = tries("", [(200, {}, last)], events=iter([event] * 5), batch=2)
            print(f"batches: {done.accepted} accepted, {len(bodies)} requests, refused {done.refused[0].index}")
            """#
    }
}
