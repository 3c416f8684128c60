import BasinCollection
import BasinCore
import BasinKeys
import BasinManagement
import BasinMetastore
import Foundation
import Testing

@Suite struct StreamOrderTests {
    private static func texts(_ ids: Range<Int>) -> [String] { ids.map { String($0) }.sorted() }

    @Test("An event is the same as in its table: sealed values masked, the person a pseudonym, what is absent left out")
    func event() async throws {
        let setup = try StreamFolder()
        let full = #""song":"Ünï \"q\"","user_id":"MARKUSER","first_name":"MARKNAME","seconds":1.5,"tags":["a",null],"#
            + #""place":{"city":"Malmö"},"price":"12.30""#
        setup.delivery.receive([
            LogFrame(
                position: 1, receivedTime: setup.folder.clock.now(),
                sections: try DataFolder.batch([
                    #"{"specversion":"1.0","id":"1","source":"/a","type":"song_played","time":"2026-03-01T09:00:00.5Z","#
                        + #""senttime":"2026-03-01T09:00:01Z","sequence":7,"data":{\#(full)}}"#,
                    DataFolder.event(2, #""song":"""#),
                ]).sections)
        ])
        try await setup.delivery.flush([1])
        let page = try setup.stream.page(1, after: try setup.stream.beginning(of: setup.type))
        let lines = String(decoding: page.bytes, as: UTF8.self).split(separator: "\n")
        try #require(lines.count == 2)
        let found = try setup.keys.pseudonym(of: "MARKUSER")
        let pseudonym = try #require(found)
        #expect(
            lines[0].hasSuffix(
                #","event":{"specversion":"1.0","id":"1","source":"/a","type":"song_played","time":"2026-03-01T09:00:00.500000Z","#
                    + #""receivedtime":"2026-03-01T10:01:00.000000Z","senttime":"2026-03-01T09:00:01.000000Z","sequence":7,"data":{"user_id":"#
                    + #""\#(pseudonym)","song":"Ünï \"q\"","first_name":"[masked]","seconds":1.5,"tags":["a",null],"#
                    + #""place":{"city":"Malmö"},"price":12.30}}}"#), "\(lines[0])")
        #expect(
            lines[1].hasSuffix(
                #","event":{"specversion":"1.0","id":"2","source":"/test","type":"song_played","time":"2026-03-01T10:01:00.000000Z","#
                    + #""receivedtime":"2026-03-01T10:01:00.000000Z","data":{"song":""}}}"#), "\(lines[1])")
        #expect(!String(decoding: page.bytes, as: UTF8.self).contains("MARK"))
    }

    @Test("Records of one time, as a clock that stands still or went back gives them, are told apart and kept in order")
    func equalTimes() async throws {
        var setup = try StreamFolder()
        let time = setup.folder.clock.now()
        try await setup.deliver(1, 0..<3, at: time)
        let cursor = try #require(setup.read().last?.cursor)
        try await setup.deliver(2, 3..<6, at: time)
        try setup.restart()
        try await setup.deliver(3, 6..<9, at: time + .seconds(-5))
        #expect(try setup.ids() == (0..<9).map { String($0) })
        #expect(try setup.ids(after: cursor) == (3..<9).map { String($0) })
        #expect(Set(try setup.read().map(\.event.receivedtime)).count == 3)
    }

    @Test("An id may hold any character, also one that ends a text of C or of SQL: who has come to it goes on behind it")
    func anyIdentity() async throws {
        let setup = try StreamFolder()
        let ids = [#"a\u0000b"#, "a", "a'); --", #"\u0000"#, "🎧", #"a\u0000"#]
        for (number, id) in ids.enumerated() {
            let event = #"{"specversion":"1.0","id":"\#(id)","source":"/s\u0000x'","type":"song_played","data":{"song":"One"}}"#
            setup.delivery.receive([
                LogFrame(
                    position: UInt64(number + 1), receivedTime: setup.folder.clock.now() + .seconds(Int64(number)),
                    sections: try DataFolder.batch([event]).sections)
            ])
        }
        try await setup.delivery.flush([1])
        let entries = try setup.read()
        #expect(entries.count == ids.count)
        for (number, entry) in entries.enumerated() {
            #expect(try setup.read(after: entry.cursor).count == ids.count - 1 - number, "behind \(number)")
        }
    }

    @Test("What comes back too late for its hour, and what waited beside the log, comes behind what was read")
    func late() async throws {
        let setup = try StreamFolder()
        let early = setup.folder.clock.now()
        try await setup.deliver(1, 0..<2)
        await setup.seal()
        try await setup.deliver(3, 2..<4)
        let cursor = try #require(setup.read().last?.cursor)
        // A record of a sealed hour that nobody was told of, after a restart.
        try await setup.deliver(4, 4..<6, at: early)
        try await setup.deliver(5, 6..<8)
        #expect(try setup.ids(after: cursor) == ["4", "5", "6", "7"])
        #expect(try setup.ids() == (0..<8).map { String($0) })
    }

    @Test("A cursor from between two events of one record is good through restart, sealing and compaction")
    func survives() async throws {
        var setup = try StreamFolder()
        try await setup.deliver(1, 0..<10)
        setup.folder.move(by: .seconds(1))
        try await setup.deliver(2, 10..<20)
        let cursor = try #require(setup.read(limit: 13).last?.cursor)
        let rest = try setup.ids(after: cursor)
        #expect(rest.count == 7)
        try setup.restart()
        await setup.seal()
        #expect(try setup.metastore.read { try $0.files(typeID: 1).count } == 1)
        #expect(try setup.ids(after: cursor) == rest)
        try await setup.deliver(3, 20..<22)
        #expect(try setup.ids(after: cursor) == rest + ["20", "21"])
    }

    @Test("Pages of any size give the same events in the same order", arguments: [1, 2, 7, 1000])
    func pages(_ size: Int) async throws {
        var setup = try StreamFolder()
        setup.options.pageEvents = size
        for position in 0..<12 {
            try await setup.deliver(UInt64(position + 1), position * 5..<position * 5 + 5)
            setup.folder.move(by: .seconds(position % 5 == 4 ? 3600 : 1))
            if position == 6 { _ = await setup.delivery.seal(before: Hour(setup.folder.clock.now())) }
        }
        let ids = try setup.ids()
        #expect(Set(ids).count == 60 && ids.count == 60)
        #expect(ids == stride(from: 0, to: 60, by: 5).flatMap { Self.texts($0..<$0 + 5) })
        #expect(try setup.read(limit: 17).map(\.event.id) == Array(ids.prefix(17)))
    }

    @Test("Files of several versions of a type are one stream, with the fields as they are named now")
    func versions() async throws {
        var setup = try StreamFolder()
        try await setup.deliver(1, 0..<2)
        var type = setup.type
        var fields = type.schema.fields
        fields[1].name = "title"
        fields.append(Field(name: "device", type: .string, id: 111, isRequired: false, classification: .none))
        type.versions.append(EventSchema(version: 2, fields: fields))
        type.definition.fields = fields
        try setup.apply(type)
        try await setup.deliver(2, 2..<4, data: #""title":"One","device":"tv""#)
        #expect(try setup.metastore.read { Set(try $0.files(typeID: 1).map(\.schemaVersion)) } == [1, 2])
        let page = try setup.stream.page(1, after: try setup.stream.beginning(of: setup.type))
        let text = String(decoding: page.bytes, as: UTF8.self)
        #expect(page.events == 4)
        #expect(text.components(separatedBy: #""title":"One""#).count == 5)
        #expect(text.components(separatedBy: #""device":"tv""#).count == 3)
    }

    @Test("A cursor of another type, and one behind which retention removed events, are refused with what to do")
    func refused() async throws {
        let setup = try StreamFolder()
        for position in 0..<4 {
            try await setup.deliver(UInt64(position + 1), position * 2..<position * 2 + 2)
            await setup.seal()
        }
        let all = try setup.read()
        var other = try StreamCursor(all[0].cursor)
        other.typeID = 2
        let wrong = #expect(throws: BasinError.self) { try setup.stream.position(of: other.text, setup.type) }
        #expect(wrong?.code == .invalid && wrong?.message.contains("song_played") == true)

        let hours = try setup.metastore.read { try $0.hours(typeID: 1, in: Hour(index: 0)..<Hour(index: 1 << 40)) }.map(\.hour)
        _ = try setup.metastore.write {
            try $0.expireHours(typeID: 1, before: hours[2], retentionDays: 1, most: 10, at: setup.folder.clock.now())
        }
        for entry in all[0..<3] {
            let gone = #expect(throws: BasinError.self) { try setup.ids(after: entry.cursor) }
            #expect(gone?.code == .gone && gone?.message.contains("\(hours[2])") == true, "\(gone?.message ?? "")")
        }
        // All of the removed hours was read: nothing was missed.
        #expect(try setup.ids(after: all[3].cursor) == ["4", "5", "6", "7"])
        #expect(try setup.ids() == ["4", "5", "6", "7"])
    }

    @Test("Imported events of the past are read from the beginning; behind a cursor they are counted, and left out")
    func imports() async throws {
        let setup = try StreamFolder()
        let past = Hour("2026-02-01T05")!
        try await setup.importEvents(0..<3, at: past.start + .seconds(60))
        #expect(try setup.ids() == ["i0", "i1", "i2"])
        try await setup.deliver(1, 0..<2)
        let entries = try setup.read()
        #expect(entries.map(\.event.id) == ["i0", "i1", "i2", "0", "1"])
        let cursor = entries[4].cursor
        #expect(try setup.stream.position(of: cursor, setup.type).imported == nil)
        try await setup.importEvents(3..<5, at: past.next.start)
        let told = try setup.stream.position(of: cursor, setup.type).imported
        #expect(told == ImportedRows(rows: 2, hours: 1, first: past.next, last: past.next))
        #expect(try setup.ids(after: cursor) == [])
        #expect(try setup.ids() == ["i0", "i1", "i2", "i3", "i4", "0", "1"])
        #expect(try setup.ids(after: entries[2].cursor) == ["i3", "i4", "0", "1"])
    }

    @Test("Imported events of times to come do not move a reader past live ones", arguments: [60, 1800, 3500, 7200, 86_400])
    func importsAhead(_ seconds: Int) async throws {
        let setup = try StreamFolder()
        try await setup.deliver(1, 0..<2)
        try await setup.importEvents(0..<2, at: setup.folder.clock.now() + .seconds(seconds))
        let first = try setup.read()
        #expect(first.map(\.event.id) == ["0", "1"])
        setup.folder.move(by: .seconds(30))
        try await setup.deliver(2, 2..<4)
        let second = try setup.read(after: first.last?.cursor)
        #expect(second.map(\.event.id) == ["2", "3"])
        // Once live events, or sealing, are past them, they are read.
        setup.folder.move(by: .seconds(Int64(seconds)))
        try await setup.deliver(3, 4..<6)
        #expect(try setup.ids(after: second.last?.cursor) == ["i0", "i1", "4", "5"])
    }

    @Test("An import that replaces hours takes no event that comes later from a reader", arguments: [true, false])
    func replaced(isSealed: Bool) async throws {
        let setup = try StreamFolder()
        let hour = Hour(setup.folder.clock.now())
        try await setup.deliver(1, 0..<4)
        let cursor = try #require(setup.read(limit: 2).last?.cursor)
        if isSealed { await setup.seal() }
        try await setup.importEvents(0..<2, at: hour.start + .seconds(3000), replacing: hour..<hour.next)
        if !isSealed { setup.folder.move(by: .seconds(3600)) }
        try await setup.deliver(2, 4..<6)
        let rest = try setup.ids(after: cursor)
        #expect(rest.suffix(2) == ["4", "5"])
        #expect(rest == ["i0", "i1", "4", "5"])
    }

    @Test("The end is behind everything that can be read, and before everything that comes")
    func end() async throws {
        let setup = try StreamFolder()
        let stream = setup.stream
        let atFirst = try stream.end(of: setup.type)
        try await setup.deliver(1, 0..<2)
        let now = try stream.end(of: setup.type)
        #expect(try stream.page(1, after: atFirst).events == 2)
        #expect(try stream.page(1, after: now).events == 0)
        await setup.seal()
        let sealed = try stream.end(of: setup.type)
        try await setup.deliver(2, 2..<4)
        for position in [now, sealed] {
            #expect(try StreamFolder.entries(try stream.page(1, after: position)).map(\.event.id) == ["2", "3"])
        }
        let cursor = StreamCursor(typeID: 1, position: now)
        #expect(try setup.ids(after: cursor.text) == ["2", "3"])
    }

    @Test("A file that cannot be read ends the answer with what to do, and without its path")
    func damaged() async throws {
        let setup = try StreamFolder()
        try await setup.deliver(1, 0..<2)
        let file = try #require(try setup.metastore.read { try $0.files(typeID: 1).first })
        for damage in ["cut", "gone"] {
            if damage == "cut" { truncate(file.path, 20) } else { unlink(file.path) }
            let error = #expect(throws: BasinError.self) { try setup.ids() }
            #expect(error?.code == .damaged && error?.message.contains("fsck") == true, "\(damage)")
            #expect(error?.message.contains(setup.folder.path) == false)
        }
    }

    @Test("Those who follow at one place share a page, and each gets what came since")
    func shared() async throws {
        let setup = try StreamFolder()
        let stream = setup.stream
        try await setup.deliver(1, 0..<3)
        var position = try stream.beginning(of: setup.type)
        for round in 1..<4 {
            let pages = try (0..<3).map { _ in try stream.page(1, after: position) }
            #expect(Set(pages.map(\.bytes)).count == 1 && pages[0].events == 3)
            // A smaller limit is kept all the same.
            #expect(try stream.page(1, after: position, limit: 2).events == 2)
            position = pages[0].position
            #expect(try stream.page(1, after: position).events == 0)
            try await setup.deliver(UInt64(round + 1), round * 3..<round * 3 + 3)
        }
    }

    @Test("Reading begins with an hour that was asked for, or the next that has events")
    func beginning() async throws {
        let setup = try StreamFolder()
        var hours: [Hour] = []
        for position in 0..<3 {
            hours.append(Hour(setup.folder.clock.now()))
            try await setup.deliver(UInt64(position + 1), position..<position + 1)
            setup.folder.move(by: .seconds(7200))
        }
        for (hour, expected) in [(hours[0], 3), (hours[0].next, 2), (hours[1], 2), (hours[2], 1), (hours[2].next, 0)] {
            var position = try setup.stream.beginning(of: setup.type, hour), count = 0
            while true {
                let page = try setup.stream.page(1, after: position)
                guard page.events > 0 else { break }
                (position, count) = (page.position, count + page.events)
            }
            #expect(count == expected, "\(hour)")
        }
    }
}
