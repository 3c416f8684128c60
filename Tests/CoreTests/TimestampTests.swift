import BasinCore
import Testing

@Suite struct TimestampTests {
    @Test(
        "Any valid RFC 3339 time is read",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("2018-11-03T14:05:06.796Z", 1_541_253_906_796_000),
            ("2018-11-03t14:05:06z", 1_541_253_906_000_000),
            ("2018-11-03 14:05:06+00:00", 1_541_253_906_000_000),
            ("2018-11-03T16:05:06.1+02:00", 1_541_253_906_100_000),
            ("2018-11-03T14:05:06.123456789Z", 1_541_253_906_123_456),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
            ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
        ] as [(String, Int64)])
    func reads(text: String, microseconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.microseconds == microseconds)
    }

    @Test(
        "What is no RFC 3339 time is refused",
        arguments: [
            "", "2018-11-03", "2018-11-03T14:05:06", "2018-02-29T00:00:00Z", "2018-13-01T00:00:00Z",
            "2018-11-03T24:00:00Z", "2018-11-03T14:60:00Z", "2018-11-03T14:05:06.Z", "2018-11-03T14:05:06+0200",
            "2018-11-03T14:05:06Zjunk", "2018-1103T14:05:06Z0", "2018-11-03T14:05:06+24:00", "yesterday evening, late",
        ])
    func refuses(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test("A time written down reads back", arguments: [0, 1, -1, 1_541_253_906_796_123, -62_135_596_800_000_000] as [Int64])
    func roundTrip(microseconds: Int64) {
        let time = Timestamp(microseconds: microseconds)
        #expect(Timestamp(rfc3339: time.description) == time)
    }

    @Test("Every day of four centuries reads back, one after another")
    func days() {
        for day in -146_097...146_097 {
            let date = CivilDate(daysSinceEpoch: day)
            #expect(date.isValid && date.daysSinceEpoch == day)
        }
    }
}
