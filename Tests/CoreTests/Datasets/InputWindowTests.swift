import BasinCore
import Testing

@Suite struct InputWindowTests {
    private let start = Timestamp(rfc3339: "2018-11-01T00:00:00Z")!

    @Test(
        "Input partitions that begin in the window are read, and no others",
        arguments: [
            (Granularity.hour, Granularity.day, "2018-11-03", Int64(0), "2018-11-03T00", 24),
            (.hour, .day, "2018-11-03", 3600, "2018-11-02T23", 25),
            (.day, .day, "2018-11-20", 7 * 86_400, "2018-11-13", 8),
            (.day, .day, "2018-11-03", 7 * 86_400, "2018-11-01", 3),  // Clipped at the start.
            (.hour, .hour, "2018-11-01T00", 86_400, "2018-11-01T00", 1),
            (.day, .month, "2018-11", 0, "2018-11-01", 30),
            (.week, .month, "2018-12", 0, "2018-12-03", 5),
        ])
    func indices(input: Granularity, own: Granularity, text: String, lookback: Int64, first: String, count: Int) throws
    {
        let partition = try #require(Partition(text, own))
        let found = InputWindow(lookbackSeconds: lookback).indices(of: input, for: partition, start: start)
        #expect(found.lowerBound == Partition(first, input)?.index)
        #expect(found.count == count)
    }

    @Test("Every week is read by exactly one month")
    func weeksInMonths() {
        let months = Partition(.month, holding: start).index..<Partition(.month, holding: start).index + 60
        let read = months.flatMap { InputWindow().indices(of: .week, for: Partition(.month, index: $0), start: start) }
        #expect(read == Array(read.first!...read.last!))
    }

    @Test("A dataset reads its own previous partition, and the first one reads none")
    func previous() {
        let window = InputWindow(isPrevious: true)
        let first = Partition(.day, holding: start)
        #expect(window.indices(of: .day, for: first, start: start).isEmpty)
        #expect(window.indices(of: .day, for: first.next, start: start) == first.index..<first.index + 1)
    }
}
