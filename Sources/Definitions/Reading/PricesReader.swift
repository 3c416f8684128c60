import BasinCore
import Yams

/// Reads `prices.yaml`: what an hour of a core, a stored and a read gigabyte cost.
struct PricesReader {
    var file: DefinitionFile

    private static let amount = "write digits, and up to six behind a point, as `0.023`"

    /// Nil for what was reported.
    mutating func read(_ root: Node) -> Prices? {
        let shape = "write `currency: EUR`, and `cpu_hour`, `gb_month` or `gb_read` with a price each"
        guard
            let keys = file.entries(
                of: root, "the file", remedy: shape, allowed: ["currency", "cpu_hour", "gb_month", "gb_read"])
        else { return nil }
        guard let currency = keys["currency"] else {
            file.report(root.place, "the prices have no currency", "add `currency`: three capital letters, as `EUR`")
            return nil
        }
        var prices = Prices(currency: "")
        if case .scalar(let scalar) = currency.value, Prices.isCurrency(scalar.string) {
            prices.currency = scalar.string
        } else {
            file.report(
                currency.value.place, "the currency is not three capital letters\(file.shown(currency.value))",
                "write it as `EUR`")
        }
        prices.cpuHour = amount(keys["cpu_hour"])
        prices.gbMonth = amount(keys["gb_month"])
        prices.gbRead = amount(keys["gb_read"])
        if keys.count == 1 { file.report(root.place, "the file has no price", shape) }
        return prices
    }

    private mutating func amount(_ entry: Entry?) -> MicroAmount? {
        guard let entry else { return nil }
        if case .scalar(let scalar) = entry.value, let amount = MicroAmount(scalar.string) { return amount }
        file.report(entry.value.place, "`\(entry.key)` is not a price\(file.shown(entry.value))", Self.amount)
        return nil
    }
}
