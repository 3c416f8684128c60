import BasinAPI
import BasinClient
import BasinCore
import BasinServer
import BasinWire
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct PulseTests {
    @Test("an account's open pages are so many at most, and each that is closed makes room for one")
    func limited() async throws {
        let guarded = try await GuardedPlatform()
        let pages = guarded.platform.services.pages
        let anna = Principal(name: "anna"), otto = Principal(name: "otto")
        let open = (0..<100).map { _ in Departure() }
        for departure in open { _ = try await pages.pulse(anna, departure) }
        await #expect(throws: BasinError.self) { try await pages.pulse(anna, Departure()) }
        _ = try await pages.pulse(otto, Departure())
        for _ in 0..<2 { open.first?.tell() }
        _ = try await pages.pulse(anna, Departure())
        await #expect(throws: BasinError.self) { try await pages.pulse(anna, Departure()) }
    }

    @Test("it ends with the token that it was asked with")
    func ended() async throws {
        let guarded = try await GuardedPlatform()
        let services = guarded.platform.services
        _ = try await guarded.account("mia", [.viewer])
        let made = try await guarded.admin.createToken(TokenRequest(name: "page", account: "mia"))
        let mia = try await services.authenticate(made.token)
        var body = try await services.pages.pulse(mia, Departure()).body.makeAsyncIterator()
        #expect(try await body.next().map { String(buffer: $0) }?.hasPrefix("retry:") == true)
        _ = try await services.access.revokeToken(made.id, mia)
        #expect(try await body.next() == nil)
    }
}
