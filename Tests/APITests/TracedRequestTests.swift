import BasinAPI
import BasinCore
import BasinTracing
import BasinWire
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization
import Testing

@Suite struct TracedRequestTests {
    private static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    private static let traced: HTTPFields = [HTTPField.Name("traceparent")!: parent]

    private static func door(_ tracer: Tracer?, _ change: (inout Services) -> Void = { _ in }) -> Door {
        var services = Services.fake()
        services.tracer = tracer
        change(&services)
        return Door(services)
    }

    @Test("A request is a span by OpenTelemetry's conventions, in the trace of its client")
    func conventions() async throws {
        let tracer = Tracer()
        let answer = try await Self.door(tracer).send(
            .get, "/api/v1/datasets/song_played?MARKED=1", headers: Self.traced.merging([.userAgent: "MARKED"]))
        let span = try #require(tracer.queue.take().first)
        #expect(span.name == "GET /api/v1/datasets/{name}")
        #expect(span.kind == .server)
        #expect(span.trace.description == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(span.parent?.description == "00f067aa0ba902b7")
        for attribute in [
            Attribute(.method, "GET"), Attribute(.route, "/api/v1/datasets/{name}"), Attribute(.status, answer.status),
            Attribute(.path, "/api/v1/datasets/{name}"), Attribute(.scheme, "http"),
        ] { #expect(span.attributes.contains(attribute)) }
        let text = String(decoding: OTLPTraces(resource: [], version: "1").body([span]), as: UTF8.self)
        #expect(!text.contains("MARKED"))
        #expect(answer.headers[HTTPField.Name("traceresponse")!] == nil)
    }

    @Test("What the client did wrong is told and no failure; what the server did wrong is one", arguments: [
        (BasinError.Code.invalid, 400, nil), (.rateLimited, 429, nil), (.unavailable, 503, "unavailable"),
        (.system, 500, "system"),
    ] as [(BasinError.Code, Int, String?)])
    func failures(_ code: BasinError.Code, _ status: Int, _ failure: String?) async throws {
        let tracer = Tracer()
        let door = Self.door(tracer) { $0.receive = { _ in throw BasinError(code, "MARKED") } }
        let answer = try await door.send(.post, "/events", token: "key", headers: [.contentType: "application/x-ndjson"], body: [10])
        #expect(answer.status == status)
        let span = try #require(tracer.queue.take().first)
        #expect(span.name == "POST /events")
        #expect(span.failure == failure)
        #expect(span.attributes.contains(Attribute(.errorCode, code.rawValue)))
        #expect(span.attributes.contains(Attribute(.requestBytes, 1)))
    }

    @Test("Requests with events beyond the limit are traced if they fail, or their client asks for it; probes too")
    func sampling() async throws {
        let tracer = Tracer(eventRequests: 2)
        let good = Self.door(tracer), bad = Self.door(tracer) { $0.receive = { _ in throw BasinError(.system, "x") } }
        let headers: HTTPFields = [.contentType: "application/x-ndjson"]
        for _ in 0..<10 { _ = try await good.send(.post, "/events", token: "key", headers: headers) }
        #expect(tracer.queue.take().count == 2)
        for _ in 0..<10 { _ = try await bad.send(.post, "/events", token: "key", headers: headers) }
        #expect(tracer.queue.take().count == 10)
        for _ in 0..<10 {
            _ = try await good.send(.post, "/events", token: "key", headers: headers.merging(Self.traced))
            _ = try await good.send(.get, "/healthz")
            _ = try await good.send(.get, "/metrics", headers: Self.traced)
        }
        #expect(tracer.queue.take().map(\.name).sorted() == Array(repeating: "GET /metrics", count: 10)
            + Array(repeating: "POST /events", count: 10))
    }

    @Test("A body that is made while it is sent belongs to the request; one that breaks off fails, a client that leaves not", arguments: [
        (nil, nil, nil), (BasinError(.query, "MARKED"), "query", "query"), (CancellationError(), nil, "connection"),
    ] as [((any Error)?, String?, String?)])
    func streams(_ breaks: (any Error)?, _ failure: String?, _ code: String?) async throws {
        let tracer = Tracer()
        let left = Mutex(3)
        let door = Self.door(tracer) { services in
            services.query = { _, _, _ in
                QueryAnswer(
                    contentType: "text/csv",
                    body: AsyncThrowingStream {
                        #expect(tracer.queue.figures.waiting == 0)
                        let next = left.withLock { left in
                            left -= 1
                            return left
                        }
                        if next == 0, let breaks { throw breaks }
                        return next >= 0 ? ByteBuffer(string: "x") : nil
                    })
            }
        }
        _ = try? await door.send(
            .post, "/api/v1/query", headers: [.contentType: "application/json"],
            body: Array(#"{"sql":"SELECT 1","format":"csv"}"#.utf8))
        let span = try #require(tracer.queue.take().first)
        #expect(span.failure == failure)
        #expect(span.attributes.contains { $0.key == .errorCode } == (code != nil))
        if let code { #expect(span.attributes.contains(Attribute(.errorCode, code))) }
    }

    @Test("What is done for a request finds its trace; without a tracer, or in this process, there is none")
    func current() async throws {
        let found = Mutex<[String?]>([])
        let look: @Sendable (inout Services) -> Void = { services in
            services.status = {
                found.withLock { $0.append(ActiveTrace.current?.id.description) }
                throw BasinError(.system, "x")
            }
        }
        let tracer = Tracer()
        _ = try await Self.door(tracer, look).send(.get, "/api/v1/status", headers: Self.traced)
        _ = try await Self.door(nil, look).send(.get, "/api/v1/status", headers: Self.traced)
        var services = Services.fake()
        look(&services)
        services.tracer = tracer
        let inside = InProcess(services: services, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        _ = try await inside.transport.send(
            WireRequest(method: "GET", path: "/api/v1/status", headers: ["authorization": "Bearer " + inside.token])
        ) { _, _ in }
        #expect(found.withLock { $0 } == ["4bf92f3577b34da6a3ce929d0e0e4736", nil, nil])
        #expect(tracer.queue.take().count == 1)
    }

    @Test("The log of a failed request carries the trace of its span, with and without a client's", arguments: [
        (true, true), (true, false), (false, true), (false, false),
    ])
    func log(_ isTraced: Bool, _ hasParent: Bool) async throws {
        let lines = LogLines()
        var services = Services.fake()
        let tracer = Tracer()
        services.tracer = isTraced ? tracer : nil
        services.status = { throw BasinError(.damaged, "Something is damaged.") }
        let logger = Logger(label: "test") { _ in lines }
        let responder = BasinRouter.make(services: services, logger: logger)
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "x", path: "/api/v1/status",
            headerFields: HTTPFields([HTTPField(name: .authorization, value: "Bearer " + Services.goodToken)])
                .merging(hasParent ? Self.traced : [:]))
        _ = try await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), context: DoorContext(logger: logger))
        let line = try #require(lines.all.first)
        let span = tracer.queue.take().first
        #expect((span != nil) == isTraced)
        #expect(line["trace.id"] == (hasParent ? "4bf92f3577b34da6a3ce929d0e0e4736" : span?.trace.description))
        #expect(line["span.id"] == span?.id.description)
        #expect(line["trace.parent"] == (hasParent ? "00f067aa0ba902b7" : nil))
    }
}

extension HTTPFields {
    fileprivate func merging(_ others: HTTPFields) -> HTTPFields {
        var all = self
        for field in others { all.append(field) }
        return all
    }
}
