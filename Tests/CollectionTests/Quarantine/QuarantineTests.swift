import BasinCollection
import BasinCore
import BasinMetastore
import Testing

@Suite struct QuarantineTests {
    private static func event(_ id: Int, _ data: String) -> String {
        #"{"specversion":"1.0","id":"\#(id)","source":"/test","type":"song_played","#
            + #""time":"2026-03-01T09:30:00Z","data":{\#(data)}}"#
    }

    @Test("COL-4: what was refused is told by its reason, mended by a definition, and delivered once with its own time")
    func replays() async throws {
        let all = try QuarantineFolder()
        try await all.send([Self.event(1, #""song":"a""#), Self.event(2, ""), Self.event(3, #""seconds":2"#)])
        try await all.send([Self.event(4, #""song":7"#)])
        let reasons = try await all.quarantine.reasons(typeID: 1)
        #expect(reasons.map(\.code) == ["missing_field", "invalid_field"])
        #expect(reasons.map(\.events) == [2, 1])

        let nothing = try await all.replay()
        #expect(nothing.replayed == 0 && nothing.left.map(\.events).sorted() == [1, 2])

        all.folder.move(by: .seconds(3600))
        try all.apply(QuarantineFolder.mended)
        let outcome = try await all.replay()
        #expect(outcome.replayed == 2)
        #expect(outcome.left.map(\.code) == ["invalid_field"])
        #expect(try all.delivered() == [1, 2, 3].map { "\($0) 2026-03-01 09:30:00" })

        // The hour in which they came keeps its account, and says where they went.
        let first = try #require(try all.hour(Hour("2026-03-01T10")!))
        #expect(first.counts == LedgerCounts(received: 4, delivered: 1, quarantined: 3) && first.replayed == 2)
        let second = try #require(try all.hour(Hour("2026-03-01T11")!))
        #expect(second.counts == LedgerCounts(received: 2, delivered: 2))

        #expect(try await all.replay().replayed == 0)
        #expect(try all.delivered().count == 3)
        #expect(try await all.quarantine.reasons(typeID: 1).map(\.events) == [1])
    }

    @Test("COL-4, COL-18: a refused event that was sent again meanwhile, or replayed before a crash, is not delivered twice")
    func once() async throws {
        let all = try QuarantineFolder()
        try await all.send((1...5).map { Self.event($0, "") })
        try await all.quarantine.reasons(typeID: 1).forEach { #expect($0.events == 5) }
        try all.apply(QuarantineFolder.mended)
        try await all.send([Self.event(2, ""), Self.event(4, "")])
        #expect(try await all.replay().replayed == 5)
        #expect(try all.delivered().count == 5)
        let hour = try #require(try all.hour(Hour("2026-03-01T10")!))
        #expect(hour.counts == LedgerCounts(received: 12, delivered: 5, duplicate: 2, quarantined: 5))
        #expect(hour.replayed == 5)
    }

    @Test("COL-4: events of a type that nobody knew are delivered once it is applied; others of no type stay")
    func unknownType() async throws {
        let all = try QuarantineFolder(knowsType: false)
        try await all.send([
            Self.event(1, #""song":"a""#), Self.event(2, #""song":"b""#).replacing("song_played", with: "song_plaid"),
        ])
        #expect(try await all.quarantine.reasons(typeID: 0).map(\.events) == [2])
        try all.apply(DataFolder.songPlayed)
        let outcome = try await all.replay()
        #expect(outcome.replayed == 1 && outcome.left.isEmpty)
        #expect(try all.delivered().count == 1)
        #expect(try await all.quarantine.reasons(typeID: 0).map(\.events) == [1])
    }

    @Test("Only the reason that is asked for is replayed")
    func reason() async throws {
        let all = try QuarantineFolder()
        try await all.send([Self.event(1, ""), Self.event(2, #""song":7"#)])
        try all.apply(QuarantineFolder.mended)
        let outcome = try await all.replay(.invalidField)
        #expect(outcome.replayed == 0 && outcome.left.map(\.code) == ["invalid_field"])
        #expect(try await all.replay(.missingField).replayed == 1)
    }

    @Test("What is older than identities are remembered is not replayed, and goes with its key")
    func expires() async throws {
        let all = try QuarantineFolder()
        try await all.send([Self.event(1, "")])
        #expect(try await all.quarantine.rows(QuarantineFilter(typeID: 1), limit: 5).map { $0.payload == nil } == [false])
        #expect(try all.quarantine.expire() == 0)
        all.folder.move(by: .seconds(Int64(Quarantine.keptDays) * 86_400 + 60))
        try all.apply(QuarantineFolder.mended)
        let outcome = try await all.replay()
        #expect(outcome.replayed == 0 && outcome.tooOld == 1)
        all.folder.move(by: .seconds(86_400))
        #expect(try all.quarantine.expire() == 1)
        #expect(try all.quarantine.expire() == 0)
        #expect(try await all.quarantine.rows(QuarantineFilter(typeID: 1), limit: 5).isEmpty)
    }
}
