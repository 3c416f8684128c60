import BasinEvents
import Foundation
import Testing

@Suite struct IdentityTests {
    @Test("The token's subject takes the place of what the app wrote, and is that of the moment")
    func authenticated() async throws {
        let token = Guarded<String?>(SampleToken.of("{\"sub\":\"53\"}"))
        let world = try World { $0.identity = .authenticated(token: { token.withLock { $0 } }) }
        world.basin.track(SongPlayed(0, userID: "forged"))
        token.withLock { $0 = SampleToken.of("{\"sub\":\"54\"}") }
        world.basin.track(SongPlayed(1))
        token.withLock { $0 = nil }
        world.basin.track(SongPlayed(2, userID: "forged"))
        world.basin.track(PageViewed(3))
        #expect(await world.basin.flush())
        #expect(world.server.received.map(\.data.userID) == ["53", "54", nil, nil])
    }

    @Test("An expired token names nobody")
    func expired() async throws {
        let token = SampleToken.of("{\"sub\":\"53\",\"exp\":1541253660}")
        let world = try World { $0.identity = .authenticated(token: { token }) }
        world.basin.track(SongPlayed(0))
        try await world.pass(.seconds(59))
        world.basin.track(SongPlayed(1))
        try await world.pass(.seconds(1))
        world.basin.track(SongPlayed(2, userID: "53"))
        #expect(await world.basin.flush())
        #expect(world.server.received.map(\.data.userID) == ["53", "53", nil])
    }

    @Test("Anonymous, events go out as the app wrote them")
    func anonymous() async throws {
        let world = try World()
        world.basin.track(SongPlayed(0, userID: "53"))
        world.basin.track(SongPlayed(1))
        #expect(await world.basin.flush())
        #expect(world.server.received.map(\.data.userID) == ["53", nil])
    }

    @Test("No token, and no user's id, is in any file but inside of events")
    func files() async throws {
        let token = SampleToken.of("{\"sub\":\"subject-of-the-test\"}")
        let world = try World { $0.identity = .authenticated(token: { token }) }
        world.basin.track(SongPlayed(0))
        try await world.settle()
        for name in try FileManager.default.contentsOfDirectory(atPath: world.folder.path) {
            let bytes = try #require(FileManager.default.contents(atPath: world.folder.path + "/" + name))
            #expect(bytes.range(of: Data(token.utf8)) == nil)
            #expect((bytes.range(of: Data("subject-of-the-test".utf8)) != nil) == name.hasSuffix(".segment"))
        }
    }
}
