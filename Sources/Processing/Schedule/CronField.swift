import BasinCore

/// One field of a cron expression: which numbers it takes, as bits.
struct CronField: Sendable, Hashable {
    var bits: UInt64 = 0
    /// Whether it began with `*`: it then restricts nothing, in the sense of the rule for days.
    var isAny = false

    func contains(_ value: Int) -> Bool { bits & (1 << UInt64(value)) != 0 }

    /// - Parameter names: of the numbers from `range.lowerBound` on.
    init(_ text: Substring, _ range: ClosedRange<Int>, names: [String], title: String) throws {
        func refuse(_ why: String) -> BasinError {
            BasinError(.definition, "`\(text.prefix(40))` is no \(title) of a cron expression: \(why).")
        }
        func number(_ part: Substring) throws -> Int {
            if let position = names.firstIndex(of: part.lowercased()) { return range.lowerBound + position }
            guard !part.isEmpty, part.utf8.count <= 3, part.utf8.allSatisfy({ (48...57).contains($0) }),
                let value = Int(part), range.contains(value)
            else {
                throw refuse("write numbers from \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
        isAny = text.hasPrefix("*")
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count <= 2, let span = parts.first else { throw refuse("one `/` at most in each item") }
            var step = 1
            if parts.count == 2 {
                guard parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
                    let value = Int(parts[1]), value > 0
                else { throw refuse("a step is a number above 0") }
                step = value
            }
            let ends = span.split(separator: "-", omittingEmptySubsequences: false)
            let lower: Int, upper: Int
            if span == "*" {
                (lower, upper) = (range.lowerBound, range.upperBound)
            } else if ends.count == 2 {
                (lower, upper) = (try number(ends[0]), try number(ends[1]))
            } else if ends.count == 1 {
                lower = try number(ends[0])
                upper = parts.count == 2 ? range.upperBound : lower
            } else {
                throw refuse("a range is two numbers with one `-` between them")
            }
            guard lower <= upper else { throw refuse("a range goes upwards") }
            for value in stride(from: lower, through: upper, by: step) { bits |= 1 << UInt64(value) }
        }
    }
}
