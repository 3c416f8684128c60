import BasinEvents
import Foundation
import Testing

@Suite struct TextTests {
    @Test(
        "Times are written as another formatter reads them",
        arguments: [
            0, -1, 1, 999_999, 951_782_400_000_000, 1_541_253_600_250_000, -2_203_891_200_000_000,
            253_402_300_799_999_999,
        ])
    func times(microseconds: Int64) throws {
        var json = JSONText()
        json.time(WallTime(microseconds: microseconds))
        let text = String(decoding: json.bytes.dropFirst().dropLast(), as: UTF8.self)
        let parsed = try Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
        // The other formatter knows milliseconds.
        #expect(abs(parsed.timeIntervalSince1970 - Double(microseconds) / 1e6) < 0.0011, "\(text)")
        #expect(text.count == 27 && text.hasSuffix("Z"))
    }

    @Test("Every day from 1600 to 2400 has a date of its own, and the date its day")
    func calendar() {
        var expected = CivilDate(year: 1600, month: 1, day: 1)
        for day in expected.daysSinceEpoch...CivilDate(year: 2400, month: 12, day: 31).daysSinceEpoch {
            let date = CivilDate(daysSinceEpoch: day)
            guard date == expected, date.daysSinceEpoch == day else {
                Issue.record("\(day) is \(date), not \(expected)")
                return
            }
            let isLeap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0)
            let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][date.month - 1]
            expected.day += 1
            if expected.day > length { (expected.day, expected.month) = (1, expected.month + 1) }
            if expected.month > 12 { (expected.month, expected.year) = (1, expected.year + 1) }
        }
    }

    @Test("Ids are random UUIDs of version 4")
    func ids() {
        let random = SeededRandom.shared(seed: 5)
        var seen: Set<String> = []
        for _ in 0..<1000 {
            let id = EventID(random: random)
            #expect(id.uuid.uuidString.lowercased() == id.text && UUID(uuidString: id.text) == id.uuid)
            let text = Array(id.text)
            #expect(text[14] == "4" && "89ab".contains(text[19]))
            seen.insert(id.text)
        }
        #expect(seen.count == 1000)
    }

    @Test("Compressed bytes come back", arguments: [0, 1, 100, 100_000])
    func gzip(count: Int) throws {
        var random = SeededRandom(seed: 9)
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...40, using: &random) }
        #expect(Gunzip.inflate(try Gzip.compress(bytes)) == bytes)
    }
}
