/// What things cost, as declared in `prices.yaml`. What has no price costs nothing.
package struct Prices: Sendable, Hashable, Codable {
    /// Three capital letters, as in ISO 4217.
    package var currency: String
    /// An hour of one processor core.
    package var cpuHour: MicroAmount?
    /// 10⁹ bytes stored for a month.
    package var gbMonth: MicroAmount?
    /// 10⁹ bytes read.
    package var gbRead: MicroAmount?

    package init(
        currency: String, cpuHour: MicroAmount? = nil, gbMonth: MicroAmount? = nil, gbRead: MicroAmount? = nil
    ) {
        self.currency = currency
        self.cpuHour = cpuHour
        self.gbMonth = gbMonth
        self.gbRead = gbRead
    }

    package static func isCurrency(_ text: String) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy { (65...90).contains($0) }
    }
}
