import BasinCore
import Testing

@Suite struct CostTests {
    private static let prices = Prices(
        currency: "EUR", cpuHour: MicroAmount(micros: 45_000), gbMonth: MicroAmount(micros: 23_000),
        gbRead: MicroAmount(micros: 500))

    @Test(
        "a cost is the sum of its three parts, in whole millionths, half away from zero",
        arguments: [
            (Usage(), 30, "0.00"),
            // An hour and a half of a core.
            (Usage(cpuMicros: 5_400_000_000), 30, "0.0675"),
            // A terabyte for half a month of 30 days, and for all of one of 31.
            (Usage(byteDays: 15 * 1_000_000_000_000), 30, "11.50"),
            (Usage(byteDays: 31 * 1_000_000_000_000), 31, "23.00"),
            (Usage(bytesRead: 2_500_000_000), 30, "0.00125"),
            (Usage(cpuMicros: 5_400_000_000, bytesRead: 2_500_000_000, byteDays: 15_000_000_000_000), 30, "11.56875"),
            // 40,000 µs are half a millionth: up. A microsecond less: down.
            (Usage(cpuMicros: 40_000), 30, "0.000001"), (Usage(cpuMicros: 39_999), 30, "0.00"),
            // Corrections may leave a little less than nothing.
            (Usage(cpuMicros: -5, byteDays: -7), 30, "0.00"),
        ])
    func table(_ usage: Usage, _ days: Int, _ cost: String) {
        #expect(Cost.of(usage, Self.prices, daysInMonth: days)?.description == cost)
    }

    @Test("without prices there is no cost; what has no price costs nothing; what is too much stays at the most")
    func edges() {
        let all = Usage(cpuMicros: .max, bytesRead: .max, byteDays: .max)
        #expect(Cost.of(all, nil, daysInMonth: 30) == nil)
        #expect(Cost.of(all, Prices(currency: "EUR"), daysInMonth: 30) == MicroAmount(micros: 0))
        let dear = MicroAmount(micros: .max)
        #expect(
            Cost.of(all, Prices(currency: "EUR", cpuHour: dear, gbMonth: dear, gbRead: dear), daysInMonth: 30)
                == MicroAmount(micros: .max))
        #expect(all + all == all)
    }

    @Test(
        "amounts are read and written exactly",
        arguments: [
            ("0", 0, "0.00"), ("12", 12_000_000, "12.00"), ("0.045", 45_000, "0.045"), ("0.000001", 1, "0.000001"),
            ("999999999999.999999", 999_999_999_999_999_999, "999999999999.999999"), ("007.10", 7_100_000, "7.10"),
        ])
    func amounts(_ text: String, _ micros: Int64, _ shown: String) throws {
        let amount = try #require(MicroAmount(text))
        #expect(amount.micros == micros && amount.description == shown)
        #expect(MicroAmount(micros: -micros).description == (micros == 0 ? "" : "-") + shown)
    }

    @Test(
        "what is no plain amount is refused",
        arguments: ["", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", " 1", "0.0000001", "1000000000000", "1.2.3", "٣", "NaN"])
    func noAmount(_ text: String) { #expect(MicroAmount(text) == nil) }

    @Test("shares sum up to exactly what is shared, whatever the weights")
    func shares() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let weights = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                Bool.random(using: &random) ? 0 : Int64.random(in: 0...(.max / 16), using: &random)
            }
            let usage = Usage(
                cpuMicros: .random(in: 0...(.max), using: &random), wallMicros: .random(in: 0...1000, using: &random),
                rows: .random(in: 0...3, using: &random))
            let shares = usage.shares(weights)
            #expect(shares.count == weights.count && shares.reduce(Usage(), +) == usage, "\(usage) \(weights)")
            #expect(shares.allSatisfy { $0.cpuMicros >= 0 && $0.wallMicros >= 0 && $0.rows >= 0 })
        }
        #expect(Usage(cpuMicros: 10).shares([3, 0, 1]).map(\.cpuMicros) == [8, 0, 2])
        #expect(Usage(cpuMicros: 10).shares([]).isEmpty)
    }
}
