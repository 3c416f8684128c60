import BasinEvents
import Testing

@Suite struct RecordTests {
    static func event(_ number: UInt64, type: String = "song_played", data: String = "{\"a\":1}") -> StoredEvent {
        StoredEvent(
            type: type, sequence: number, id: EventID(high: number, low: ~number),
            time: WallTime(microseconds: Int64(truncatingIfNeeded: ~number)), data: Array(data.utf8))
    }

    static func file(_ events: [StoredEvent], sequences: [String: UInt64] = [:]) throws -> [UInt8] {
        var bytes = try SegmentHeader(stream: "s", source: "app/s", sequences: sequences).fileStart()
        for event in events { Record.append(event, to: &bytes) }
        return bytes
    }

    func read(_ bytes: [UInt8]) -> (events: [StoredEvent], isDamaged: Bool)? {
        var events: [StoredEvent] = []
        guard let content = SegmentContent(bytes, { event, _ in events.append(event) }) else { return nil }
        return (events, content.isDamaged)
    }

    @Test("What was written is read")
    func roundTrip() throws {
        let events = [
            Self.event(1), Self.event(.max, type: "t", data: "{}"),
            Self.event(3, type: String(repeating: "x", count: 255)),
        ]
        let found = try #require(read(try Self.file(events)))
        #expect(found.events == events && !found.isDamaged)
    }

    @Test("Wherever a write is cut, the whole events before it are read, and it is no damage")
    func torn() throws {
        let events = (1...5).map { Self.event($0) }
        let whole = try Self.file(events)
        let ends = try (0...5).map { try Self.file(Array(events.prefix($0))).count }
        for count in 0..<whole.count {
            let found = read(Array(whole.prefix(count)))
            if count < ends[0] {
                #expect(found == nil)
            } else {
                let expected = ends.lastIndex { $0 <= count }!
                #expect(found?.events == Array(events.prefix(expected)) && found?.isDamaged == false, "\(count)")
            }
        }
    }

    @Test("Whatever bit changes, no event is read that was not written")
    func flipped() throws {
        let events = (1...3).map { Self.event($0) }
        let whole = try Self.file(events)
        for at in whole.indices {
            for bit in 0..<8 {
                var bytes = whole
                bytes[at] ^= 1 << UInt8(bit)
                guard let found = read(bytes) else { continue }
                #expect(found.events == Array(events.prefix(found.events.count)), "byte \(at), bit \(bit)")
                #expect(found.events.count < 3)
            }
        }
    }

    @Test("Zeros behind the events, as after a loss of power, are damage")
    func zeros() throws {
        let found = read(try Self.file([Self.event(1)]) + [UInt8](repeating: 0, count: 100))
        #expect(found?.events.count == 1 && found?.isDamaged == true)
    }
}
