import BasinCollection
import BasinCore
import BasinEngines
import Foundation
import Testing

@Suite struct LiveFeedTests {
    /// Reads what a reader is told until it has what it waits for.
    private final class Watcher {
        let reader: LiveReader
        private(set) var text = ""

        init(_ folder: QuarantineFolder, _ request: LiveRequest = LiveRequest()) throws {
            reader = try folder.intake.live.open(request)
        }

        deinit { reader.close() }

        func until(_ isDone: (Watcher) -> Bool) async -> Bool {
            while !isDone(self) {
                guard let piece = await reader.next() else { return isDone(self) }
                text += String(decoding: piece, as: UTF8.self)
            }
            return true
        }

        private func told(_ name: String) -> [String] {
            text.components(separatedBy: "\n\n").compactMap { event in
                let start = "event: \(name)\ndata: "
                return event.hasPrefix(start) ? String(event.dropFirst(start.count)) : nil
            }
        }
        var accepted: [String] { told("accepted") }
        var refused: [String] { told("refused") }
        var errors: [String] { told("error") }
        var ends: [String] { told("end") }
        var ids: [String] { accepted.map { $0.components(separatedBy: "\"id\":\"")[1].components(separatedBy: "\"")[0] } }
        var notShown: Int {
            told("skipped").reduce(0) { sum, text in
                let numbers = try? JSONDecoder().decode([String: Int].self, from: Data(text.utf8))
                return sum + (numbers?["not_shown"] ?? 0) + (numbers?["not_checked"] ?? 0)
            }
        }
    }

    private static let parser = QueryParser()

    private static func condition(_ sql: String) throws -> LiveRequest {
        LiveRequest(typeIDs: [1], condition: try parser.checkCondition(sql))
    }

    private static let personal = #""song":"One","user_id":"MARKUSER","first_name":"MARKNAME","seconds":2.5,"tags":["a",null]"#
        + #","place":{"city":"Malmö","floor":-3},"price":"12.30""#

    @Test("An accepted event is shown as it came, but for what may be personal")
    func masked() async throws {
        let folder = try QuarantineFolder()
        let watcher = try Watcher(folder)
        try await folder.send([DataFolder.event(1, Self.personal)])
        #expect(await watcher.until { $0.accepted.count == 1 })
        #expect(
            watcher.accepted == [
                #"{"receivedtime":"2026-03-01T10:01:00Z","type":"song_played","source":"/test","id":"1","data":{"#
                    + #""user_id":"[masked]","song":"One","first_name":"[masked]","seconds":2.5,"tags":["a",null],"#
                    + #""place":{"city":"Malmö","floor":-3},"price":12.30}}"#
            ])
        #expect(!watcher.text.contains("MARK"))
    }

    @Test("A refused event is shown with its reason, and its values only where they say nothing about a person")
    func refused() async throws {
        let folder = try QuarantineFolder()
        let watcher = try Watcher(folder)
        try await folder.send([
            DataFolder.event(1, #""first_name":"MARKNAME","seconds":5"#),
            #"{"specversion":"1.0","id":"2","source":"/test","type":"nobodys","data":{"x":"MARKX"}}"#,
        ])
        #expect(await watcher.until { $0.refused.count == 2 })
        let known = try #require(watcher.refused.first { $0.contains("song_played") })
        #expect(known.hasPrefix(#"{"receivedtime":"2026-03-01T10:01:00Z","type":"song_played","code":"missing_field","message":"#))
        #expect(known.contains(#""field":"data.song""#))
        #expect(known.contains(#""event":{"data":{"first_name":"[text of 8 characters]","seconds":5},"id":"1""#))
        let unknown = try #require(watcher.refused.first { $0.contains("nobodys") })
        #expect(unknown.hasPrefix(#"{"receivedtime":"2026-03-01T10:01:00Z","type":null,"code":"unknown_type""#))
        #expect(!watcher.text.contains("MARK"))
    }

    @Test("A reader is shown what it asked for: types, verdicts", arguments: [
        (nil, nil, 1, 2), ([1], nil, 1, 1), ([2], nil, 0, 0), ([1], .accepted, 1, 0), (nil, .refused, 0, 2),
    ] as [(Set<UInt32>?, LiveRequest.Verdict?, Int, Int)])
    func filters(_ ids: Set<UInt32>?, _ verdict: LiveRequest.Verdict?, _ accepted: Int, _ refused: Int) async throws {
        let folder = try QuarantineFolder()
        let watcher = try Watcher(folder, LiveRequest(typeIDs: ids, verdict: verdict)), all = try Watcher(folder)
        try await folder.send([
            DataFolder.event(1), DataFolder.event(2, ""),
            #"{"specversion":"1.0","id":"3","source":"/test","type":"nobodys","data":{}}"#,
        ])
        #expect(await all.until { $0.accepted.count == 1 && $0.refused.count == 2 })
        #expect(await watcher.until { $0.accepted.count == accepted && $0.refused.count == refused })
        #expect(watcher.notShown == 0)
    }

    @Test("A condition chooses among the events, whatever their place in the batch", arguments: [
        ("seconds > 30", ["2", "4"]), ("song LIKE 'A%' AND seconds > 30", ["4"]), ("_event_id = '3'", ["3"]),
        ("seconds IS NULL", ["3"]), ("place.city = 'x'", []), ("_source = '/test' AND _received_time IS NOT NULL", ["1", "2", "3", "4"]),
        ("song_played.song = 'B'", ["1", "2", "3"]), ("len(tags) = 2 OR price > 12", []),
    ] as [(String, [String])])
    func conditions(_ sql: String, _ ids: [String]) async throws {
        let folder = try QuarantineFolder()
        let watcher = try Watcher(folder, try Self.condition(sql)), all = try Watcher(folder)
        try await folder.send([
            DataFolder.event(1, #""song":"B","seconds":1"#), DataFolder.event(2, #""song":"B","seconds":31"#),
            DataFolder.event(3, #""song":"B""#), DataFolder.event(4, #""song":"A","seconds":31"#),
        ])
        #expect(await all.until { $0.accepted.count == 4 })
        #expect(await watcher.until { $0.ids.count == ids.count })
        #expect(watcher.ids == ids)
    }

    @Test("A condition on what is masked, unknown or of another type is refused with the reason", arguments: [
        ("first_name = 'Kim'", "personal"), ("user_id = '53'", "a person's id"), ("sogn = 'x'", "sogn"),
        ("seconds = 'x'", "song_played"),
    ])
    func wrongConditions(_ sql: String, _ word: String) throws {
        let folder = try QuarantineFolder()
        let error = #expect(throws: BasinError.self) { try folder.intake.live.open(try Self.condition(sql)) }
        #expect(error?.code == .query)
        #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
        #expect(folder.intake.live.readerCount == 0)
    }

    @Test("A condition that fails on an event ends its own reader with the reason, and no other")
    func failingCondition() async throws {
        let folder = try QuarantineFolder()
        let failing = try Watcher(folder, try Self.condition("CAST(song AS INTEGER) > 1")), other = try Watcher(folder)
        try await folder.send([DataFolder.event(1)])
        #expect(await failing.until { $0.errors.count == 1 })
        #expect(await failing.reader.next() == nil)
        try await folder.send([DataFolder.event(2)])
        #expect(await other.until { $0.ids == ["1", "2"] })
    }

    @Test("What is too much is counted: shown and not shown is what came")
    func tooMuch() async throws {
        let folder = try QuarantineFolder()
        let plain = try Watcher(folder), picky = try Watcher(folder, try Self.condition("seconds < 500"))
        for batch in 0..<4 {
            try await folder.send((0..<500).map { DataFolder.event(batch * 500 + $0, #""song":"x","seconds":\#($0 * 2)"#) })
        }
        #expect(await plain.until { $0.accepted.count + $0.notShown == 2000 })
        #expect(plain.accepted.count >= LiveReader.perSecond && plain.accepted.count < 2000)
        #expect(await picky.until { $0.accepted.count + $0.notShown == 1000 })
        #expect(picky.accepted.count >= LiveReader.perSecond)
        #expect(folder.intake.live.notShownCount == plain.notShown + picky.notShown)
    }

    @Test("Two hundred readers see the same events; one more is refused until one leaves")
    func manyReaders() async throws {
        let folder = try QuarantineFolder()
        let watchers = try (0..<LiveFeed.mostReaders).map { number in
            try Watcher(folder, number % 2 == 0 ? LiveRequest() : try Self.condition("song = 'One'"))
        }
        let error = #expect(throws: BasinError.self) { try folder.intake.live.open(LiveRequest()) }
        #expect(error?.code == .unavailable)
        try await folder.send((0..<5).map { DataFolder.event($0) })
        for watcher in watchers { #expect(await watcher.until { $0.ids == ["0", "1", "2", "3", "4"] }) }
        watchers[7].reader.close()
        try folder.intake.live.open(LiveRequest()).close()
    }

    @Test("An apply in between changes what is shown, and ends no reader")
    func newVersion() async throws {
        let folder = try QuarantineFolder()
        let watcher = try Watcher(folder)
        try await folder.send([DataFolder.event(1)])
        try folder.apply(QuarantineFolder.mended)
        try await folder.send([DataFolder.event(2, #""seconds":1"#)])
        #expect(await watcher.until { $0.ids == ["1", "2"] })
    }

    @Test("When the server stops every reader is told, and none comes any more")
    func ends() async throws {
        let folder = try QuarantineFolder()
        let watcher = try Watcher(folder)
        folder.intake.live.end()
        #expect(await watcher.until { $0.ends.count == 1 })
        #expect(await watcher.reader.next() == nil)
        let error = #expect(throws: BasinError.self) { try folder.intake.live.open(LiveRequest()) }
        #expect(error?.code == .unavailable)
    }
}
