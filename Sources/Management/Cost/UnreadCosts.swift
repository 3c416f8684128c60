package import BasinCore
package import BasinMetastore

/// What a month without a dataset would save. A pure function of what is stored and what was used lately.
package struct UnreadCosts: Sendable {
    package struct Saving: Sendable, Equatable {
        package var bytes: Int64
        package var cpuMicros: Int64
        /// Nil where nobody said what things cost.
        package var cost: MicroAmount?
    }

    package let prices: Prices?
    private let stored: [UInt32: Int64]
    private var made: [UInt32: Usage] = [:]
    private static let days: Int64 = 30

    /// - Parameters:
    ///   - stored: bytes now, by dataset.
    ///   - recent: what was used in the last 30 days.
    package init(stored: [UInt32: Int64], recent: [UsageRecord], prices: Prices?) {
        self.stored = stored
        self.prices = prices
        for record in recent where record.kind == .run {
            guard let id = record.datasetID else { continue }
            made[id, default: Usage()] += record.usage
        }
    }

    package func saving(_ id: UInt32) -> Saving {
        let bytes = max(0, stored[id] ?? 0)
        var usage = made[id] ?? Usage()
        usage.byteDays = bytes.scaled(by: Self.days, over: 1)
        return Saving(
            bytes: bytes, cpuMicros: usage.cpuMicros, cost: Cost.of(usage, prices, daysInMonth: Int(Self.days)))
    }
}
