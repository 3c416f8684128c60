import BasinAPI
import BasinCore
import HTTPTypes
import NIOCore
import Synchronization
import Testing

/// How often an address may ask without a good token.
struct StrangerLimitTests {
    private final class Time: Sendable {
        private let now = Mutex(Timestamp(microseconds: 1_541_030_400_000_000))
        var clock: Clock { Clock { self.now.withLock { $0 } } }
        func move(_ duration: Duration) { now.withLock { $0 = $0 + duration } }
    }

    private static let size = TokenBucket.Size(perSecond: 1, burst: 5)

    private func door(_ time: Time, from address: String?) throws -> Door {
        var door = Door(.fake { $0.rules = .fake(clock: time.clock, strangers: Self.size) })
        door.address = try address.map { try SocketAddress(ipAddress: $0, port: 4711) }
        return door
    }

    @Test("an address that shows no good token waits, whatever it asks for, and learns nothing of the next ones")
    func limited() async throws {
        let time = Time()
        let door = try door(time, from: "192.0.2.7")
        let paths = ["/api/v1/datasets", "/nowhere", "/login?token=wrong", "/", "/api/v1/keys"]
        for path in paths { #expect(try await door.send(.get, path, token: path == "/" ? nil : "wrong").status == 401) }
        for path in paths {
            let refused = try await door.send(.get, path, token: "wrong")
            #expect(refused.status == 429 && refused.headers[.retryAfter] == "1", "\(path)")
        }
        // A good one that was not seen before is not told from a wrong one.
        #expect(try await door.send(.get, "/api/v1/datasets").status == 429)
        #expect(try await door.send(.get, "/login?token=good-token", token: nil).status == 429)
        for path in ["/healthz", "/readyz", "/openapi.json"] { #expect(try await door.send(.get, path, token: nil).status == 200) }
        time.move(.seconds(1))
        #expect(try await door.send(.get, "/api/v1/datasets").status == 200)
        #expect(try await door.send(.get, "/api/v1/datasets", token: "wrong").status == 429)
    }

    @Test("whoever showed a good token is not held up by others at the same address")
    func shared() async throws {
        let door = try door(Time(), from: "192.0.2.8")
        for _ in 0..<20 { #expect(try await door.send(.get, "/api/v1/datasets").status == 200) }
        for _ in 0..<20 { _ = try await door.send(.get, "/api/v1/datasets", token: "wrong") }
        #expect(try await door.send(.get, "/api/v1/datasets", token: "wrong").status == 429)
        #expect(try await door.send(.get, "/api/v1/datasets").status == 200)
    }

    @Test("a token that was good and is so no more is counted like any other")
    func revoked() async throws {
        let isGood = Mutex(true)
        var door = Door(
            .fake { services in
                services.rules = .fake(clock: Time().clock, strangers: Self.size)
                services.authenticate = { _ in
                    guard isGood.withLock({ $0 }) else { throw BasinError(.unauthorized, "No.") }
                    return .admin
                }
            })
        door.address = try SocketAddress(ipAddress: "192.0.2.9", port: 4711)
        #expect(try await door.send(.get, "/api/v1/datasets").status == 200)
        isGood.withLock { $0 = false }
        var statuses: [Int] = []
        for _ in 0..<8 { statuses.append(try await door.send(.get, "/api/v1/datasets").status) }
        #expect(statuses == [401, 401, 401, 401, 401, 429, 429, 429])
    }

    @Test("this machine, and what needs no socket, has no such limit", arguments: ["127.0.0.1", "127.8.8.8", "::1", nil])
    func here(_ address: String?) async throws {
        let door = try door(Time(), from: address)
        for _ in 0..<50 { #expect(try await door.send(.get, "/api/v1/datasets", token: "wrong").status == 401) }
    }

    @Test("who has many addresses is counted once", arguments: [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("::ffff:127.0.0.1", nil),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8:1:2::9", "2001:db8:1:2::/64"), ("2001:db8::1", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"), ("2001::5:a:b:c:d", "2001:0:0:5::/64"), ("2001:db8:0:0:5:6:7:8", "2001:db8::/64"), (nil, nil),
    ] as [(String?, String?)])
    func origins(_ address: String?, _ origin: String?) { #expect(StrangerLimiter.origin(of: address) == origin) }

    @Test("addresses and tokens in any number do not fill the memory")
    func many() throws {
        let limiter = StrangerLimiter(Self.size, clock: Time().clock)
        for number in 0..<30_000 { try limiter.admit("x", from: "10.\(number >> 16).\(number >> 8 & 255).\(number & 255)") }
        for number in 0..<250_000 { limiter.note("t\(number)", isGood: true, from: "10.1.1.1") }
        for _ in 0..<5 { try limiter.admit("y", from: "192.0.2.1") }
        #expect(throws: BasinError.self) { try limiter.admit("y", from: "192.0.2.1") }
    }
}
