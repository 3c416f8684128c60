import BasinCore

extension DeliveryComparison {
    /// A column of both sides.
    struct Pair {
        var left: ComparedColumn
        var right: ComparedColumn

        /// Why the two cannot be compared, as it follows the column's name.
        var obstacle: String? {
            switch (left.sealing, right.sealing) {
            case (.clear, .clear): nil
            case (.sealed(let one), .sealed(let other)) where one == other: nil
            case (.clear, _), (_, .clear): "is sealed on one side only"
            default: "is sealed under different fields, where equal values have other bytes"
            }
        }

        var note: String? {
            if left.isSealed { return "sealed: the same value of the same event" }
            return left.compares(with: right) ? nil : "as text: \(left.type) and \(right.type)"
        }

        /// Nothing that can fail on a value: what does not compare by itself is compared as text.
        func expression(_ isLeft: Bool) -> String {
            let name = (isLeft ? left : right).name.sqlIdentifier
            return left.compares(with: right) ? name : "CAST(\(name) AS VARCHAR)"
        }
    }
}
