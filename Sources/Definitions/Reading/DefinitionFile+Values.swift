import BasinCore
import Yams

/// Values that several kinds of definition have.
extension DefinitionFile {
    /// Days, as `400d`; nil for `forever`, and for what was reported.
    mutating func retention(_ entry: Entry) -> Int? {
        guard case .scalar(let scalar) = entry.value else {
            report(entry.place, "the retention is not text", "write days as `400d`, or `forever`")
            return nil
        }
        if scalar.string == "forever" { return nil }
        if scalar.string.hasSuffix("d"), let days = Self.number(scalar.string.dropLast()),
            (1...DefinitionLimits.retentionDays).contains(days)
        {
            return days
        }
        report(
            entry.value.place, "the retention \(quoted(scalar.string)) is not a number of days",
            "write 1d to \(DefinitionLimits.retentionDays)d, or `forever`")
        return nil
    }

    /// Events in a time, as `1000/s`; nil for what was reported.
    mutating func rate(_ entry: Entry) -> Rate? {
        if case .scalar(let scalar) = entry.value, let rate = Rate(scalar.string) { return rate }
        report(entry.value.place, "the limit is not a number of events in a time\(shown(entry.value))", Rate.rule)
        return nil
    }

    /// Events a UTC day, as `5000000/day`; nil for what was reported.
    mutating func quota(_ entry: Entry) -> Int? {
        if case .scalar(let scalar) = entry.value, let quota = EventLimits.quota(scalar.string) { return quota }
        report(
            entry.value.place, "the quota is not a number of events a day\(shown(entry.value))", EventLimits.quotaRule)
        return nil
    }

    mutating func formerName(_ entry: Entry, of name: String) -> String? {
        guard case .scalar(let scalar) = entry.value, Name.isValid(scalar.string), scalar.string != name else {
            report(
                entry.value.place, "renamed_from is not another name\(shown(entry.value))",
                "give the former name, or remove the key")
            return nil
        }
        return scalar.string
    }

    /// Seconds, written as `90m`, `6h`, `7d` or `30s`.
    mutating func duration(_ entry: Entry, _ what: String, in range: ClosedRange<Int64>) -> Int64? {
        if case .scalar(let scalar) = entry.value, let unit = scalar.string.last,
            let seconds = [Character("s"): Int64(1), "m": 60, "h": 3600, "d": 86_400][unit],
            let count = Self.number(scalar.string.dropLast()), count <= 1 << 40, range.contains(Int64(count) * seconds)
        {
            return Int64(count) * seconds
        }
        report(
            entry.value.place, "\(what) is not a time that can be used\(shown(entry.value))",
            "write \(Self.written(range.lowerBound)) to \(Self.written(range.upperBound)), as `90m`, `6h` or `7d`")
        return nil
    }

    private static func written(_ seconds: Int64) -> String {
        if seconds == 0 { return "0s" }
        for (unit, sign) in [(Int64(86_400), "d"), (3600, "h"), (60, "m")] where seconds % unit == 0 {
            return "\(seconds / unit)\(sign)"
        }
        return "\(seconds)s"
    }

    /// Bytes, written as `512MB`, `2GB` (powers of ten) or `2GiB` (of two).
    mutating func bytes(_ entry: Entry, _ what: String, in range: ClosedRange<Int64>) -> Int64? {
        let units: [(String, Int64)] = [
            ("MB", 1_000_000), ("GB", 1_000_000_000), ("MiB", 1 << 20), ("GiB", 1 << 30),
        ]
        if case .scalar(let scalar) = entry.value {
            for (unit, size) in units where scalar.string.hasSuffix(unit) {
                let digits = String(scalar.string.dropLast(unit.count)).trimmed
                if let count = Self.number(digits[...]), count <= 1 << 30, range.contains(Int64(count) * size) {
                    return Int64(count) * size
                }
            }
        }
        report(
            entry.value.place, "\(what) is not a size that can be used\(shown(entry.value))",
            "write it as `512MB` or `2GB`, between \(range.lowerBound / 1_000_000) MB and "
                + "\(range.upperBound / 1_000_000_000) GB")
        return nil
    }

    mutating func count(_ entry: Entry, _ what: String, in range: ClosedRange<Int>) -> Int? {
        if case .scalar(let scalar) = entry.value, let value = Self.number(scalar.string[...]), range.contains(value) {
            return value
        }
        report(
            entry.value.place, "\(what) is not a number that can be used\(shown(entry.value))",
            "write a whole number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    /// What clients should send instead, in a line; nil for what was reported.
    mutating func deprecation(_ entry: Entry, _ what: String) -> String? {
        let remedy = "say what to send instead: `deprecated: \"use song_finished instead\"`"
        guard let text = text(entry, "`deprecated` of \(what)", remedy: remedy) else { return nil }
        if case .scalar(let scalar) = entry.value, scalar.style == .plain, ["true", "false"].contains(text) {
            report(
                entry.value.place, "`deprecated` of \(what) is \(text) and no sentence",
                text == "true" ? remedy : "remove the key")
            return nil
        }
        guard text.unicodeScalars.count <= DefinitionLimits.deprecationCharacters else {
            report(
                entry.place,
                "`deprecated` of \(what) is longer than \(DefinitionLimits.deprecationCharacters) characters",
                "shorten it, because compilers show it")
            return nil
        }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Text that is a name by the rule of names. Reports anything else.
    mutating func name(_ entry: Entry, _ what: String) -> String? {
        if case .scalar(let scalar) = entry.value, Name.isValid(scalar.string) { return scalar.string }
        report(entry.value.place, "\(what) is not a name\(shown(entry.value))", Name.rule)
        return nil
    }

    /// What is said of a column beside its type.
    mutating func declaration(_ keys: [String: Entry], _ what: String) -> ColumnDeclaration {
        var column = ColumnDeclaration()
        if let entry = keys["description"] {
            column.description = text(entry, "the description of \(what)", remedy: "write one, or remove the key")
        }
        if let entry = keys["classification"] {
            column.classification = word(entry, "the classification of \(what)", as: Classification.self)
        }
        if let entry = keys["declassified"] {
            column.declassified = text(
                entry, "`declassified` of \(what)", remedy: "say why the column says less than what it is made of")
            if keys["classification"] == nil {
                report(
                    entry.place, "\(what) is declassified and has no classification",
                    "add `classification`: what it says about a person now")
            }
        }
        return column
    }

    /// Digits only: no sign, no white space.
    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }
}
