import BasinAPI
import BasinCore
import BasinWire
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing

/// `Idempotency-Key`: what is asked once is done once.
struct RepeatedRequestTests {
    private static let key = HTTPField.Name("Idempotency-Key")!
    private static let replayed = HTTPField.Name("Idempotency-Replayed")!

    /// Counts what it does; waits for a word before it ends when it is told to.
    private final class Work: Sendable {
        private let state = Mutex((done: 0, failure: BasinError?.none))
        var done: Int { state.withLock { $0.done } }
        func fail(_ error: BasinError?) { state.withLock { $0.failure = error } }
        func run() throws {
            try state.withLock { state in
                state.done += 1
                if let failure = state.failure { throw failure }
            }
        }
    }

    private let work = Work()
    private let answers = KeptAnswersInMemory()

    private var door: Door {
        Door(
            .fake { [work, answers] services in
                services.rules = .fake(answers: answers)
                services.access.createAccount = { request in
                    try work.run()
                    return AccountSummary(
                        name: request.name, kind: "person", roles: request.roles, teams: [],
                        createdAt: "2018-11-01T00:00:0\(work.done)Z", hasPassword: false)
                }
                services.createKey = { request in
                    try work.run()
                    return CreatedKey(name: request.name, key: "basin_wk_secret")
                }
                services.limitKey = { _, _ in try work.run() }
                services.revokeKey = { _ in try work.run() }
                services.importFile = { _, body in
                    var bytes = 0
                    for try await piece in body { bytes += piece.readableBytes }
                    try work.run()
                    return ImportSummary(
                        records: bytes, delivered: 0, duplicate: 0, quarantined: 0, replaced: 0, hours: 0, sealedHours: 0,
                        refusals: [], seconds: 0)
                }
            })
    }

    private static func account(_ name: String) -> [UInt8] { Array(#"{"name":"\#(name)","roles":["viewer"],"teams":[]}"#.utf8) }

    @Test("the same again is answered the same, and not done again; a quoted key is the same key")
    func again() async throws {
        let first = try await door.send(.post, "/api/v1/accounts", headers: [Self.key: "k-1"], body: Self.account("anna"))
        #expect(first.status == 201 && first.headers[Self.replayed] == nil)
        for key in ["k-1", "\"k-1\"", " k-1 "] {
            let again = try await door.send(.post, "/api/v1/accounts", headers: [Self.key: key], body: Self.account("anna"))
            #expect(again.status == 201 && again.body == first.body && again.headers[Self.replayed] == "true")
            #expect(again.headers[.contentType] == first.headers[.contentType])
        }
        #expect(work.done == 1)
        // Another key, another path, another method, and no key at all are other requests.
        _ = try await door.send(.post, "/api/v1/accounts", headers: [Self.key: "k-2"], body: Self.account("anna"))
        _ = try await door.send(.post, "/api/v1/accounts", body: Self.account("anna"))
        _ = try await door.send(.delete, "/api/v1/keys/phone", headers: [Self.key: "k-1"])
        _ = try await door.send(.put, "/api/v1/keys/phone/limits", headers: [Self.key: "k-1"], body: Array("{}".utf8))
        #expect(work.done == 5)
        #expect(try await door.send(.delete, "/api/v1/keys/phone", headers: [Self.key: "k-1"]).status == 204)
        #expect(work.done == 5)
    }

    @Test("another request with the same key is refused, wherever it differs")
    func reused() async throws {
        let path = "/api/v1/imports?type=a&format=csv&time_field=t"
        let body = Array(repeating: UInt8(ascii: "x"), count: 200_000)
        #expect(try await door.send(.post, path, headers: [Self.key: "k"], body: body).status == 200)
        var last = body
        last[199_999] = UInt8(ascii: "y")
        for (path, body) in [
            (path, last), (path, Array(body.dropLast())), (path, []), (path + "&replace=true", body),
        ] {
            let answer = try await door.send(.post, path, headers: [Self.key: "k"], body: body)
            #expect(answer.status == 422 && answer.body.contains("idempotency_key_reused"))
        }
        let again = try await door.send(.post, path, headers: [Self.key: "k"], body: body)
        #expect(again.status == 200 && again.body.contains("200000") && work.done == 1)
    }

    @Test("the pieces in which a body comes make no difference")
    func pieces() async throws {
        let text = Self.account("anna") + Array(repeating: 32, count: 1000)
        _ = try await door.send(.post, "/api/v1/accounts", headers: [Self.key: "k"], body: text)
        let headers: HTTPFields = [Self.key: "k", .authorization: "Bearer " + Services.goodToken]
        let stream = AsyncThrowingStream<ByteBuffer, any Error> { stream in
            for byte in text { stream.yield(ByteBuffer(bytes: [byte])) }
            stream.finish()
        }
        let again = try await door.send(.post, "/api/v1/accounts", headers: headers, body: RequestBody(asyncSequence: stream))
        #expect(again.status == 201 && again.headers[Self.replayed] == "true" && work.done == 1)
    }

    @Test("a secret is shown once, and is kept nowhere")
    func secrets() async throws {
        let body = Array("{\"name\":\"phone\"}".utf8)
        let first = try await door.send(.post, "/api/v1/keys", headers: [Self.key: "k"], body: body)
        #expect(first.status == 201 && first.body.contains("basin_wk_secret"))
        let again = try await door.send(.post, "/api/v1/keys", headers: [Self.key: "k"], body: body)
        #expect(again.status == 409 && again.body.contains("shown once") && !again.body.contains("basin_wk_secret"))
        #expect(work.done == 1)
        #expect(answers.answers.map(\.absence) == [.secret] && answers.answers.allSatisfy(\.body.isEmpty))
    }

    static let failures: [(BasinError.Code, Bool)] = [
        (.conflict, true), (.invalid, true), (.forbidden, true), (.unavailable, true), (.system, false), (.damaged, false),
    ]

    @Test("what was refused did nothing, and may be sent again; what failed may have done something, and is not", arguments: failures)
    func failed(_ code: BasinError.Code, _ isFree: Bool) async throws {
        work.fail(BasinError(code, "No."))
        let first = try await door.send(.post, "/api/v1/accounts", headers: [Self.key: "k"], body: Self.account("anna"))
        #expect(first.status == code.status.code)
        work.fail(nil)
        let again = try await door.send(.post, "/api/v1/accounts", headers: [Self.key: "k"], body: Self.account("otto"))
        #expect(again.status == (isFree ? 201 : 409))
        #expect(isFree || again.body.contains("outcome_unknown"))
        #expect(work.done == (isFree ? 2 : 1))
    }

    @Test("a second one while the first is worked on is told to wait")
    func inProgress() async throws {
        let (begins, begun) = AsyncStream<Void>.makeStream()
        let (ends, end) = AsyncStream<Void>.makeStream()
        let door = Door(
            .fake { services in
                services.rules = .fake()
                services.revokeKey = { _ in
                    begun.yield()
                    for await _ in ends { break }
                }
            })
        async let first = door.send(.delete, "/api/v1/keys/phone", headers: [Self.key: "k"])
        for await _ in begins { break }
        let second = try await door.send(.delete, "/api/v1/keys/phone", headers: [Self.key: "k"])
        #expect(second.status == 409 && second.headers[.retryAfter] == "1" && second.body.contains("in_progress"))
        end.yield()
        #expect(try await first.status == 204)
        let third = try await door.send(.delete, "/api/v1/keys/phone", headers: [Self.key: "k"])
        #expect(third.status == 204 && third.headers[Self.replayed] == "true")
    }

    @Test("a key is 1 to 255 printable characters", arguments: ["", "\"\"", "ä", String(repeating: "k", count: 256)])
    func malformed(_ key: String) async throws {
        let answer = try await door.send(.delete, "/api/v1/keys/phone", headers: [Self.key: key])
        #expect(answer.status == 400 && work.done == 0)
    }

    @Test("accounts do not see each other's answers, and what only reads takes no notice")
    func accounts() async throws {
        let door = Door(
            .fake { [work, answers] services in
                services.rules = .fake(answers: answers)
                services.authenticate = { Principal(name: $0, token: "t", tokenID: 1) }
                services.revokeKey = { _ in try work.run() }
                services.plan = { _, _ in
                    try work.run()
                    return PlanAnswer(changes: [], isApplicable: true, applied: false)
                }
            })
        for name in ["anna", "otto"] {
            let answer = try await door.send(.delete, "/api/v1/keys/phone", token: name, headers: [Self.key: "k"])
            #expect(answer.status == 204 && answer.headers[Self.replayed] == nil)
        }
        #expect(work.done == 2)
        let files = Array("{\"files\":{}}".utf8)
        for _ in 0..<2 {
            _ = try await door.send(.post, "/api/v1/plan", token: "anna", headers: [Self.key: "k"], body: files)
        }
        #expect(work.done == 4)
    }
}
