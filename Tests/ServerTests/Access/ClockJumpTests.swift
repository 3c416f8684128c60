import BasinAPI
import BasinClient
import BasinCore
import BasinServer
import BasinWire
import NIOCore
import Testing

/// A clock that is set forward and back under people who are signed in.
@Suite(.timeLimit(.minutes(2)))
struct ClockJumpTests: ErrorCodes {
    private static let hour = 3600, year = 366 * 86_400
    private static let password = "correct horse battery"

    /// A platform with an analyst who has a password.
    private func platform() async throws -> GuardedPlatform {
        let guarded = try await GuardedPlatform()
        _ = try await guarded.account("anna", [.analyst])
        try await guarded.admin.setPassword(Self.password, ofAccount: "anna")
        return guarded
    }

    private func session(_ guarded: GuardedPlatform) async throws -> String {
        try await guarded.client("none").login("anna", password: Self.password).token
    }

    /// The page's status for the browser that holds the session.
    private func page(_ session: String, _ guarded: GuardedPlatform) async throws -> Int {
        let browser = APIClient(transport: guarded.admin.transport, token: nil)
        return try await browser.raw("GET", "/access", headers: ["cookie": "basin_session=\(session)"]).status
    }

    @Test("a session is good for its hours by the clock, and once it is over it stays so, however far the clock goes back")
    func sessions() async throws {
        let guarded = try await platform()
        let first = try await session(guarded)
        for jump in [-Self.hour, 3 * Self.hour, -2 * Self.hour, -Self.year, Self.year] {
            guarded.move(.seconds(jump))
            #expect(try await page(first, guarded) == 200, "\(jump) s")
        }
        guarded.move(.seconds(13 * Self.hour))
        #expect(try await page(first, guarded) == 401)
        for jump in [-Self.hour, -12 * Self.hour, -Self.year] {
            guarded.move(.seconds(jump))
            #expect(try await page(first, guarded) == 401, "\(jump) s")
            #expect(await Self.code { _ = try await guarded.client(first).whoAmI() } == "unauthorized")
            // What accounts may is read anew.
            _ = try await guarded.admin.createAccount(AccountRequest(name: "new\(-jump)", roles: ["viewer"], teams: []))
            #expect(try await page(first, guarded) == 401, "\(jump) s, and accounts are read anew")
        }
        // Who signs in now is in, and for no longer than others.
        let second = try await session(guarded)
        #expect(try await page(second, guarded) == 200)
        guarded.move(.seconds(12 * Self.hour + 1))
        #expect(try await page(second, guarded) == 401)
    }

    @Test("a session that ended while nobody showed it is over, too, once something else was looked at")
    func unseen() async throws {
        let guarded = try await platform()
        let session = try await session(guarded)
        guarded.move(.seconds(13 * Self.hour))
        _ = try await guarded.admin.createAccount(AccountRequest(name: "otto", roles: ["viewer"], teams: []))
        guarded.move(.seconds(-6 * Self.hour))
        #expect(try await page(session, guarded) == 401)
        _ = try await guarded.admin.createAccount(AccountRequest(name: "mia", roles: ["viewer"], teams: []))
        #expect(try await page(session, guarded) == 401)
    }

    @Test("a token of days lives through a moment in which the clock was wrong")
    func tokens() async throws {
        let guarded = try await platform()
        let client = try await guarded.token(of: "anna")
        guarded.move(.seconds(Self.year))
        #expect(await Self.code { _ = try await client.whoAmI() } == "unauthorized")
        guarded.move(.seconds(-Self.year))
        #expect(try await client.whoAmI().name == "anna")
    }

    @Test("nobody waits for the clock to come again to where passwords were guessed")
    func guesses() async throws {
        let guarded = try await platform()
        let nobody = guarded.client("none")
        guarded.move(.seconds(Self.year))
        for _ in 0..<6 { _ = await Self.code { _ = try await nobody.login("anna", password: "wrong password") } }
        guarded.move(.seconds(-Self.year))
        #expect(await Self.code { _ = try await nobody.login("anna", password: Self.password) } == "rate_limited")
        guarded.move(.seconds(900))
        #expect(await Self.code { _ = try await nobody.login("anna", password: Self.password) } == "ok")
    }

    @Test("open pages hear of changes whatever the clock does, until it says that their session is over")
    func pulse() async throws {
        let guarded = try await platform()
        let services = guarded.platform.services
        let anna = try await services.authenticate(try await session(guarded))
        func opened() async throws -> AsyncThrowingStream<ByteBuffer, any Error>.Iterator {
            var pieces = try await services.pages.pulse(anna, Departure()).body.makeAsyncIterator()
            #expect(try await pieces.next().map { String(buffer: $0) }?.hasPrefix("retry:") == true)
            return pieces
        }
        var old = try await opened()
        for (number, jump) in [-Self.hour, 2 * Self.hour, -10 * Self.year, 10 * Self.year].enumerated() {
            // Whether its session is good is asked with its first look, which is behind the jump.
            var new = try await opened()
            guarded.move(.seconds(jump))
            _ = try await guarded.admin.createKey("key-\(number)")
            #expect(try await old.next().map { String(buffer: $0) }?.hasPrefix("event: changed") == true, "\(jump) s")
            #expect(try await new.next().map { String(buffer: $0) }?.hasPrefix("event: changed") == true, "\(jump) s")
        }
        guarded.move(.seconds(13 * Self.hour))
        while let piece = try await old.next() { #expect(!String(buffer: piece).isEmpty) }
        guarded.move(.seconds(-13 * Self.hour))
        var late = try await opened()
        #expect(try await late.next() == nil, "a session that is over hears nothing more")
    }
}
