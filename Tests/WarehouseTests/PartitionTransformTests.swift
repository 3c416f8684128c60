import BasinCore
import BasinWarehouse
import Testing

@Suite("Partition transforms")
struct PartitionTransformTests {
    @Test(
        "hours, days and months count from 1970, downwards before it",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, 0, 0),
            ("1969-12-31T23:59:59.999999Z", -1, -1, -1),
            ("2017-11-16T22:31:08Z", 419_686, 17_486, 574),
            ("2018-11-03T14:00:00Z", 428_126, 17_838, 586),
            ("0001-01-01T00:00:00Z", -17_259_888, -719_162, -23_628),
        ] as [(String, Int32, Int32, Int32)])
    func partitions(_ text: String, _ hour: Int32, _ day: Int32, _ month: Int32) throws {
        let moment = try #require(Timestamp(rfc3339: text))
        #expect(PartitionTransform.hour.partition(of: moment) == hour)
        #expect(PartitionTransform.day.partition(of: moment) == day)
        #expect(PartitionTransform.month.partition(of: moment) == month)
        #expect(PartitionTransform.none.partition(of: moment) == nil)
        #expect(Int(hour) == Hour(moment).index)
    }

    @Test("the ends of time do not trap", arguments: [Int64.min, Int64.max])
    func extremes(_ microseconds: Int64) {
        for transform in PartitionTransform.allCases {
            _ = transform.partition(of: Timestamp(microseconds: microseconds))
        }
    }
}
