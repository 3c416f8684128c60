import BasinAPI
import BasinCore
import HTTPTypes
import Synchronization
import Testing

/// How often an account may ask, and what of its refusals is written down.
struct RequestLimitTests {
    private final class Time: Sendable {
        private let now = Mutex(Timestamp(microseconds: 1_541_030_400_000_000))
        var clock: Clock { Clock { self.now.withLock { $0 } } }
        func move(_ duration: Duration) { now.withLock { $0 = $0 + duration } }
    }

    private static let limit = HTTPField.Name("RateLimit")!
    private static let policy = HTTPField.Name("RateLimit-Policy")!
    private static let size = TokenBucket.Size(perSecond: 2, burst: 5)

    private func door(
        _ time: Time, may permissions: Set<Permission> = [.find, .administer], size: TokenBucket.Size = size,
        audit: @escaping @Sendable (AuditedAction) -> Void = { _ in }
    ) -> (Door, RequestRules) {
        let rules = RequestRules.fake(size, clock: time.clock)
        return (
            Door(
                .fake { services in
                    services.rules = rules
                    services.authenticate = {
                        $0 == "admin" ? .admin : Principal(name: $0, permissions: permissions, token: "t", tokenID: 7)
                    }
                    services.audit = {
                        audit($0)
                        return 1
                    }
                }), rules
        )
    }

    @Test("an account that asks too often waits, is told how long, and holds up nobody else")
    func limited() async throws {
        let time = Time()
        let (door, _) = door(time)
        for left in (0..<5).reversed() {
            let answer = try await door.send(.get, "/api/v1/datasets", token: "anna")
            #expect(answer.status == 200 && answer.headers[Self.policy] == "\"account\";q=5;w=3")
            #expect(answer.headers[Self.limit]?.hasPrefix("\"account\";r=\(left);t=") == true)
        }
        let refused = try await door.send(.get, "/api/v1/datasets", token: "anna")
        #expect(refused.status == 429 && refused.headers[.retryAfter] == "1" && refused.headers[Self.limit] == "\"account\";r=0;t=3")
        #expect(refused.headers[.contentType] == "application/problem+json")
        #expect(try await door.send(.get, "/api/v1/datasets", token: "otto").status == 200)
        // What the first start printed, in this process: who holds it keeps itself from asking too much.
        for _ in 0..<20 { #expect(try await door.send(.get, "/api/v1/datasets", token: "admin").status == 200) }
        time.move(.milliseconds(500))
        #expect(try await door.send(.get, "/api/v1/datasets", token: "anna").status == 200)
        #expect(try await door.send(.get, "/api/v1/datasets", token: "anna").status == 429)
        time.move(.seconds(-3600))
        #expect(try await door.send(.get, "/api/v1/datasets", token: "anna").status == 429, "a clock that went back gives nothing")
        time.move(.milliseconds(500))
        #expect(try await door.send(.get, "/api/v1/datasets", token: "anna").status == 200, "nor does it hold anybody up")
        time.move(.seconds(7200))
        for _ in 0..<5 { #expect(try await door.send(.get, "/api/v1/datasets", token: "anna").status == 200) }
        #expect(try await door.send(.get, "/api/v1/datasets", token: "anna").status == 429, "an hour saves up no more than is full")
    }

    @Test("a service with an issuer's token is no operator, wherever it asks from")
    func issuersToken() async throws {
        let (_, rules) = door(Time())
        let door = Door(
            .fake { services in
                services.rules = rules
                services.authenticate = { _ in
                    Principal(name: "robot", token: "oidc:company", until: Timestamp(microseconds: .max))
                }
            })
        for _ in 0..<5 { #expect(try await door.send(.get, "/api/v1/datasets").status == 200) }
        #expect(try await door.send(.get, "/api/v1/datasets").status == 429)
    }

    @Test("the same refusal again and again is one record, and one more that counts the rest")
    func refusals() async throws {
        let time = Time()
        let written = Mutex<[AuditedAction]>([])
        let generous = TokenBucket.Size(perSecond: 1000, burst: 1000)
        let (door, rules) = door(time, may: [.find], size: generous) { action in written.withLock { $0.append(action) } }
        for _ in 0..<30 { #expect(try await door.send(.delete, "/api/v1/keys/phone", token: "anna").status == 403) }
        #expect(written.withLock { $0.map(\.outcome) } == [.refused])
        #expect(rules.refusals.due().isEmpty)
        // Others are records of their own.
        _ = try await door.send(.delete, "/api/v1/keys/web", token: "anna")
        _ = try await door.send(.delete, "/api/v1/keys/phone", token: "otto")
        #expect(written.withLock { $0.count } == 3)
        time.move(.seconds(60))
        let due = rules.refusals.due()
        #expect(due.map { $0.details["times"] } == ["29"] && due.first?.object == "phone" && due.first?.principal.name == "anna")
        #expect(rules.refusals.due(all: true).isEmpty)
        _ = try await door.send(.delete, "/api/v1/keys/phone", token: "anna")
        #expect(written.withLock { $0.count } == 4)
    }

    @Test("whoever may little writes few records, however different each is")
    func bounded() async throws {
        let time = Time()
        let written = Mutex(0)
        let (door, _) = door(time, may: [.find], size: RequestLimiter.generous) { _ in written.withLock { $0 += 1 } }
        for second in 0..<10 {
            for number in 0..<200 {
                _ = try await door.send(.delete, "/api/v1/keys/k\(second)-\(number)", token: "anna")
            }
            time.move(.seconds(1))
        }
        // 400 at once and 100 a second, of which each takes eleven.
        #expect(written.withLock { $0 } <= (400 + 1000) / 11 + 10)
    }

    @Test("names that nobody has do not fill the memory")
    func manyAccounts() throws {
        let limiter = RequestLimiter(Self.size, clock: Time().clock)
        for number in 0..<25_000 { try limiter.admit("a\(number)") }
        for _ in 0..<5 { try? limiter.admit("last") }
        #expect(throws: BasinError.self) { try limiter.admit("last") }
    }
}
