import BasinCore
import Testing

@Suite struct PartitionTests {
    @Test(
        "A partition reads back what it writes and knows its ends",
        arguments: [
            ("2018-11-03T14", Granularity.hour, "2018-11-03T14:00:00Z", "2018-11-03T15:00:00Z"),
            ("2018-11-03", .day, "2018-11-03T00:00:00Z", "2018-11-04T00:00:00Z"),
            ("2018-10-29", .week, "2018-10-29T00:00:00Z", "2018-11-05T00:00:00Z"),
            ("1969-12-29", .week, "1969-12-29T00:00:00Z", "1970-01-05T00:00:00Z"),
            ("2018-11", .month, "2018-11-01T00:00:00Z", "2018-12-01T00:00:00Z"),
            ("1969-12", .month, "1969-12-01T00:00:00Z", "1970-01-01T00:00:00Z"),
            ("2020-02", .month, "2020-02-01T00:00:00Z", "2020-03-01T00:00:00Z"),
        ])
    func roundTrip(text: String, granularity: Granularity, start: String, end: String) throws {
        let partition = try #require(Partition(text, granularity))
        #expect(partition.description == text)
        #expect(partition.start.description == start)
        #expect(partition.end.description == end)
        #expect(Partition(granularity, holding: partition.start) == partition)
        #expect(Partition(granularity, holding: Timestamp(microseconds: partition.end.microseconds - 1)) == partition)
        #expect(Partition(granularity, holding: partition.end) == partition.next)
        #expect(partition.next.previous == partition)
    }

    @Test(
        "What is not the first moment of a partition is refused",
        arguments: [
            ("2018-11-03", Granularity.hour), ("2018-11-03T24", .hour), ("2018-11-03T14", .day), ("2018-02-30", .day),
            ("2018-11-03", .week), ("2018-11-02", .month), ("2018-13", .month), ("2018-11", .day), ("", .none),
            ("2018", .none),
        ])
    func refuses(text: String, granularity: Granularity) {
        #expect(Partition(text, granularity) == nil)
    }

    @Test(
        "Partitions of every granularity follow each other without gaps for 150 years",
        arguments: [Granularity.day, .week, .month])
    func contiguous(granularity: Granularity) {
        var partition = Partition(granularity, holding: Timestamp(rfc3339: "1900-01-01T00:00:00Z")!)
        while partition.start < Timestamp(rfc3339: "2050-01-01T00:00:00Z")! {
            guard partition.end == partition.next.start, partition.end > partition.start else {
                Issue.record("\(partition) does not end where the next one begins")
                return
            }
            partition = partition.next
        }
    }

    @Test("A dataset without partitions has one, which covers no time")
    func whole() {
        let partition = Partition(.none, index: 7)
        #expect(partition == Partition("all", .none))
        #expect(partition.description == "all")
        #expect(partition.range.isEmpty)
    }
}
