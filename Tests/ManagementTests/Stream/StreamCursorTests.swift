import BasinCore
import BasinManagement
import Testing

@Suite struct StreamCursorTests {
    private static let cursors = [
        StreamCursor(typeID: 1, position: StreamPosition(hour: Hour("2026-03-01T10")!, importID: 0)),
        StreamCursor(
            typeID: .max,
            position: StreamPosition(
                hour: Hour(index: -5),
                key: .init(received: Timestamp(microseconds: -1), source: "", id: ""), count: 1 << 40, importID: 77)),
        StreamCursor(
            typeID: 7,
            position: StreamPosition(
                hour: Hour("2018-11-03T14")!,
                key: .init(
                    received: Timestamp(microseconds: 1_541_255_400_000_123), source: "/app/iOS?é&=+", id: "\u{0}\n🎧 id"),
                count: 3, importID: 1)),
        StreamCursor(
            typeID: 2,
            position: StreamPosition(
                hour: Hour(index: 1),
                key: .init(
                    received: Timestamp(microseconds: 9_000_000_000_000_000_000), source: String(repeating: "s", count: 1024),
                    id: String(repeating: "ü", count: 256)), importID: .max)),
    ]

    @Test("A cursor is text that needs no escaping in a URL, and comes back as it was", arguments: cursors)
    func roundTrip(_ cursor: StreamCursor) throws {
        let text = cursor.text
        #expect(text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        #expect(try StreamCursor(text) == cursor)
        #expect(try StreamCursor(text).text == text)
    }

    @Test("A cursor that is changed, cut or made up in any place is refused, and says what to do", arguments: cursors)
    func damaged(_ cursor: StreamCursor) throws {
        let text = Array(cursor.text)
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("ABCabc019-_")
        for index in text.indices {
            var changed = text
            repeat { changed[index] = alphabet.randomElement(using: &generator)! } while changed[index] == text[index]
            refuse(String(changed))
        }
        for count in 0..<min(text.count, 200) { refuse(String(text.prefix(count))) }
        for wrong in ["", " ", "null", "AAAA", cursor.text + "A", cursor.text + "=", "é" + cursor.text] { refuse(wrong) }
    }

    @Test("A cursor that was made up with a number of events that no hour has is refused, not counted on", arguments: [Int.max, Int.max - 1, 1 << 60])
    func madeUp(_ count: Int) {
        refuse(StreamCursor(typeID: 1, position: StreamPosition(hour: Hour(index: 1), count: count, importID: 0)).text)
    }

    private func refuse(_ text: String) {
        let error = #expect(throws: BasinError.self, "\(text.prefix(40))") { try StreamCursor(text) }
        #expect(error?.code == .invalid)
    }

    @Test("A cursor of a later version says so")
    func version() throws {
        // The first byte is the version: six bits of the first character and two of the second.
        let text = "Ag" + Self.cursors[0].text.dropFirst(2)
        let error = #expect(throws: BasinError.self) { try StreamCursor(text) }
        #expect(error?.message.contains("version 2") == true)
    }
}
