/// What usage costs. Whole millionths of the currency's unit; each of the three parts is rounded once, half away from zero.
package enum Cost {
    /// - Parameters:
    ///   - prices: nil: nobody said what things cost, and nor does this.
    ///   - daysInMonth: of the month of the usage; what is stored all of it costs one month.
    package static func of(_ usage: Usage, _ prices: Prices?, daysInMonth: Int) -> MicroAmount? {
        guard let prices else { return nil }
        let parts = [
            part(usage.cpuMicros, prices.cpuHour, unit: 3_600_000_000),
            part(usage.byteDays, prices.gbMonth, unit: 1_000_000_000 * Int64(max(1, daysInMonth))),
            part(usage.bytesRead, prices.gbRead, unit: 1_000_000_000),
        ]
        return MicroAmount(micros: parts.reduce(Int64(0)) { $0.adding($1) })
    }

    private static func part(_ used: Int64, _ price: MicroAmount?, unit: Int64) -> Int64 {
        price.map { max(0, used).scaled(by: max(0, $0.micros), over: unit) } ?? 0
    }

    /// 10⁹ bytes stored for the month, in millionths.
    package static func microGBMonths(_ byteDays: Int64, daysInMonth: Int) -> Int64 {
        max(0, byteDays).scaled(by: 1, over: 1000 * Int64(max(1, daysInMonth)))
    }
}
