import BasinCollection
import BasinCore
import Testing

@Suite("Times of events by the server's clock (COL-5)")
struct ClockSkewTests {
    private static let bounds = -62_135_596_800_000_000...253_402_300_799_999_999 as ClosedRange<Int64>

    @Test("the event happened as long before the receipt as the client says it was before the sending", arguments: [
        (1000, 500, 400, 900), (1000, 5000, 4900, 900), (1000, 500, 500, 1000),
        // Some clients cut the time of sending to whole seconds.
        (1000, 499, 500, 1000), (1000, -500, 400, 1000),
    ] as [(Int64, Int64, Int64, Int64)])
    func corrected(_ received: Int64, _ sent: Int64, _ event: Int64, _ expected: Int64) {
        #expect(CorrectedTime.microseconds(received: received, sent: sent, event: event) == expected)
    }

    @Test("whatever the clocks say, the corrected time is a time, and not after the receipt")
    func property() {
        for _ in 0..<100_000 {
            let received = Int64.random(in: 0...Self.bounds.upperBound)
            let sent = Int64.random(in: Self.bounds), event = Int64.random(in: Self.bounds)
            let corrected = CorrectedTime.microseconds(received: received, sent: sent, event: event)
            #expect(Self.bounds.contains(corrected) && corrected <= received)
            if sent < event { #expect(corrected == received) }
            // A clock that is wrong by any amount gives the same.
            let skew = Int64.random(in: -1_000_000_000_000...1_000_000_000_000)
            #expect(CorrectedTime.microseconds(received: received, sent: sent + skew, event: event + skew) == corrected)
        }
    }

    @Test("without one of the client's times nothing is corrected, and both originals stay")
    func absent() async throws {
        let setup = try EnrichedType()
        try await setup.deliver([
            EnrichedType.event(1, "", more: #","time":"2031-01-01T00:00:00Z","senttime":"2031-01-01T00:01:00Z""#),
            EnrichedType.event(2, "", more: #","time":"2026-03-01T09:00:00Z""#),
            EnrichedType.event(3, "", more: #","senttime":"2026-03-01T09:00:00Z""#), EnrichedType.event(4, ""),
        ])
        let rows = try setup.rows("SELECT corrected_time, _event_time, _sent_time FROM t ORDER BY _event_id")
        #expect(rows == [
            ["2026-03-01 10:00:00+00", "2031-01-01 00:00:00+00", "2031-01-01 00:01:00+00"], [nil, "2026-03-01 09:00:00+00", nil],
            [nil, "2026-03-01 10:01:00+00", "2026-03-01 09:00:00+00"], [nil, "2026-03-01 10:01:00+00", nil],
        ])
    }
}
