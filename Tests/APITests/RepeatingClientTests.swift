import BasinAPI
import BasinClient
import BasinCore
import BasinWire
import Logging
import Synchronization
import Testing

/// The client sends a change once more when the connection breaks, and it is done once.
struct RepeatingClientTests {
    private final class Line: Sendable {
        private let state = Mutex((breaks: 0, keys: [String?]()))
        var keys: [String?] { state.withLock { $0.keys } }
        func breakNext(_ count: Int) { state.withLock { $0.breaks = count } }

        /// Loses answers, as many as it was told: the request arrives, and is worked on.
        func transport(_ inner: Transport) -> Transport {
            Transport { request, receive in
                let isBroken = self.state.withLock { state in
                    state.keys.append(request.headers["idempotency-key"])
                    defer { state.breaks -= 1 }
                    return state.breaks > 0
                }
                guard isBroken else { return try await inner.send(request, receive) }
                _ = try await inner.send(request) { _, _ in }
                throw BasinError(.unavailable, "The answer was cut short.")
            }
        }
    }

    private let line = Line()

    private func client() -> APIClient {
        let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let doors = InProcess(
            services: .fake { services in
                services.rules = .fake()
                services.revokeKey = { name in Self.done.withLock { $0.append(name) } }
            }, logger: quiet)
        return APIClient(transport: line.transport(doors.transport), token: doors.token)
    }

    private static let done = Mutex<[String]>([])

    @Test("a lost answer is asked for again with the same key, and the change is made once; each change has its own key")
    func again() async throws {
        let client = client()
        line.breakNext(1)
        try await client.revokeKey("lost once")
        #expect(Self.done.withLock { $0.filter { $0 == "lost once" } }.count == 1)
        #expect(line.keys.count == 2 && line.keys[0] != nil && line.keys[0] == line.keys[1])
        try await client.revokeKey("not lost")
        #expect(line.keys.count == 3 && line.keys[2] != line.keys[0])
    }

    @Test("a connection that goes on breaking is an error, after two tries; what only reads has no key")
    func twice() async throws {
        let client = client()
        line.breakNext(2)
        await #expect(throws: BasinError(.unavailable, "The answer was cut short.")) {
            try await client.revokeKey("lost twice")
        }
        #expect(line.keys.count == 2 && Self.done.withLock { $0.filter { $0 == "lost twice" } }.count == 1)
        _ = try await client.keys()
        #expect(line.keys.count == 3 && line.keys[2] == nil)
    }

    @Test("what the server refuses is not sent again")
    func refused() async throws {
        let client = client()
        await #expect(throws: BasinError(.notFound, "There is no dataset songs.")) { try await client.dataset("songs") }
        #expect(line.keys == [nil])
    }
}
