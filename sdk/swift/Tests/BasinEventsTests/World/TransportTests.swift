import BasinEvents
import Foundation
import Testing

@Suite struct TransportTests {
    func send(_ transport: any Transport, port: Int, body: [UInt8] = Array("body".utf8)) async -> DeliveryAnswer? {
        let request = DeliveryRequest(
            url: URL(string: "http://127.0.0.1:\(port)/events")!,
            headers: ["Authorization": "Bearer k", "X-Test": "1"],
            body: body, timeout: .seconds(30))
        return await withCheckedContinuation { continuation in
            transport.send(request) { continuation.resume(returning: $0) }
        }
    }

    @Test("A request arrives as it is, and the answer comes with status, headers and body")
    func exchange() async throws {
        let seen = Guarded<[LoopbackServer.Request]>([])
        let server = try LoopbackServer { request in
            seen.withLock { $0.append(request) }
            return .answer(DeliveryAnswer(status: 503, headers: ["Retry-After": "7"], body: Array("busy".utf8)))
        }
        defer { server.stop() }
        let transport = URLSessionTransport()
        let body = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let answer = await send(transport, port: server.port, body: body)
        #expect(answer?.status == 503 && answer?.headers["retry-after"] == "7" && answer?.body == Array("busy".utf8))
        let request = try #require(seen.withLock { $0.first })
        #expect(request.method == "POST" && request.path == "/events" && request.body == body)
        #expect(request.headers["authorization"] == "Bearer k" && request.headers["x-test"] == "1")
        transport.close()
    }

    @Test(
        "A redirect is an answer and is not followed: the write key is for one server",
        arguments: [301, 302, 303, 307, 308])
    func redirect(status: Int) async throws {
        let paths = Guarded<[String]>([])
        let server = try LoopbackServer { request in
            paths.withLock { $0.append(request.path) }
            return .answer(DeliveryAnswer(status: status, headers: ["Location": "/elsewhere"]))
        }
        defer { server.stop() }
        let transport = URLSessionTransport()
        for _ in 0..<20 { #expect(await send(transport, port: server.port)?.status == status) }
        #expect(paths.withLock { $0.allSatisfy { $0 == "/events" } })
        transport.close()
    }

    @Test("No connection, one that is cut, and a cancelled request give no answer")
    func noAnswer() async throws {
        let isSilent = Guarded(false)
        let arrived = Ending()
        let server = try LoopbackServer { _ in
            guard isSilent.withLock({ $0 }) else { return .cut }
            arrived.happened()
            return .silence
        }
        let transport = URLSessionTransport()
        #expect(await send(transport, port: server.port) == nil)
        isSilent.withLock { $0 = true }
        async let answer = send(transport, port: server.port)
        await arrived.wait()
        transport.cancel()
        #expect(await answer == nil)
        server.stop()
        #expect(await send(transport, port: server.port) == nil)
        transport.close()
    }
}
