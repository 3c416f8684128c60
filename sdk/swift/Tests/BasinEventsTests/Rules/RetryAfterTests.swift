import BasinEvents
import Testing

@Suite struct RetryAfterTests {
    /// Tue, 06 Nov 2018 08:49:37 GMT
    let now = WallTime(microseconds: 1_541_494_177_000_000)

    @Test(
        "Seconds and the three forms of dates are read, everything else is not",
        arguments: [
            ("120", 120), (" 7 ", 7), ("0", 0), ("99999999999999999999", 1_000_000_000),
            ("Tue, 06 Nov 2018 08:50:37 GMT", 60), ("Tuesday, 06-Nov-18 08:49:47 GMT", 10),
            ("Tue Nov  6 09:49:37 2018", 3600), ("Mon, 05 Nov 2018 08:49:37 GMT", 0),
            ("", nil), ("-1", nil), ("1.5", nil), ("soon", nil), ("Tue, 31 Feb 2018 08:49:37 GMT", nil),
            ("Tue, 06 Nov 2018 08:49:37 CET", nil), ("Tue, 06 Nov 2018 24:49:37 GMT", nil), ("Tue, 06 Nov 2018", nil),
        ] as [(String, Int?)])
    func reads(text: String, seconds: Int?) {
        #expect(RetryAfter.delay(["retry-after": text], now: now) == seconds.map { .seconds($0) })
    }

    @Test("A date counts from the server's own clock, not from a wrong one of the device")
    func serverDate() {
        let headers = ["retry-after": "Sun, 06 Nov 1994 08:50:37 GMT", "date": "Sun, 06 Nov 1994 08:49:37 GMT"]
        #expect(RetryAfter.delay(headers, now: now) == .seconds(60))
    }

    @Test("Without the header nothing is asked for")
    func absent() { #expect(RetryAfter.delay([:], now: now) == nil) }
}
