import BasinCore
import Testing

@Suite struct HourTests {
    @Test("An hour reads back what it writes", arguments: [("1970-01-01T00", 0), ("2018-11-03T14", 428_126), ("1969-12-31T23", -1)])
    func roundTrip(text: String, index: Int) {
        #expect(Hour(text)?.index == index)
        #expect(Hour(index: index).description == text)
    }

    @Test("What is no hour is refused", arguments: ["", "2018-11-03", "2018-11-03T24", "2018-11-03T4", "2018-11-03T+4", "2018-02-30T01"])
    func refuses(text: String) {
        #expect(Hour(text) == nil)
    }

    @Test("A moment belongs to the hour that it is in, also before 1970", arguments: [(0, 0), (3_599_999_999, 0), (-1, -1), (3_600_000_000, 1)] as [(Int64, Int)])
    func holds(microseconds: Int64, index: Int) {
        #expect(Hour(Timestamp(microseconds: microseconds)).index == index)
    }
}
