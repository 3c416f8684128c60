import BasinCore

/// What things cost.
extension Planner {
    mutating func comparePrices(_ desired: Prices?, _ current: Prices?) {
        plan.prices = desired
        guard desired != nil || current != nil else { return }
        var details: [String] = []
        if desired?.currency != current?.currency, let desired {
            details.append("Costs are in \(desired.currency), those of earlier months too.")
        }
        let prices: [(String, KeyPath<Prices, MicroAmount?>)] = [
            ("An hour of a core", \.cpuHour), ("A gigabyte stored for a month", \.gbMonth), ("A gigabyte read", \.gbRead),
        ]
        for (name, price) in prices where desired?[keyPath: price] != current?[keyPath: price] {
            let now = desired?[keyPath: price], before = current?[keyPath: price]
            details.append("\(name) costs \(now?.description ?? "nothing") (\(before?.description ?? "no price") before).")
        }
        let kind: Change.Kind =
            current == nil ? .new : desired == nil ? .removed : details.isEmpty ? .unchanged : .changed
        if kind == .removed { details = ["Costs are shown in hours and bytes only."] }
        plan.changes.append(Change(object: .prices, kind: kind, details: details))
    }
}
