import BasinCore

/// Days and microseconds since 2000-01-01, as PostgreSQL counts them, from its texts and back. Nothing else is read
/// than what `TypeText` writes.
enum BinaryTime {
    private static let epochDays = 10_957
    private static let dayMicroseconds: Int64 = 86_400_000_000

    static func date(_ text: String) -> Int32? {
        if text == "infinity" { return .max }
        if text == "-infinity" { return .min }
        return days(text[...]).flatMap { Int32(exactly: $0 - epochDays) }
    }

    /// `2018-11-03 14:00:00.5`, with `+00` behind it or not.
    static func timestamp(_ text: String) -> Int64? {
        if text == "infinity" { return .max }
        if text == "-infinity" { return .min }
        let isBeforeChrist = text.hasSuffix(" BC")
        let parts = (isBeforeChrist ? text.dropLast(3) : text[...]).split(separator: " ")
        guard parts.count == 2, let days = days(parts[0] + (isBeforeChrist ? " BC" : "")),
            let time = time(parts[1].hasSuffix("+00") ? parts[1].dropLast(3) : parts[1])
        else { return nil }
        let (whole, overflow) = Int64(days - epochDays).multipliedReportingOverflow(by: dayMicroseconds)
        let (sum, isTooLate) = whole.addingReportingOverflow(time)
        return overflow || isTooLate ? nil : sum
    }

    /// - Parameter isNegative: the smallest number of microseconds has no positive counterpart.
    static func time(_ text: Substring, isNegative: Bool = false) -> Int64? {
        let parts = text.split(separator: ":")
        guard parts.count == 3, let hours = Int64(parts[0]), let minutes = Int64(parts[1]) else { return nil }
        let seconds = parts[2].split(separator: ".")
        guard let whole = seconds.first.flatMap({ Int64($0) }), seconds.count <= 2 else { return nil }
        let fraction = seconds.count == 2 ? String(seconds[1].prefix(6)) : ""
        guard let micros = Int64(fraction + String(repeating: "0", count: 6 - fraction.utf8.count)) else { return nil }
        var sum: Int64 = 0
        for (amount, unit) in [(hours, Int64(3_600_000_000)), (minutes, 60_000_000), (whole, 1_000_000), (micros, 1)] {
            let (product, isTooMuch) = amount.multipliedReportingOverflow(by: unit)
            let (next, isTooLong) =
                isNegative ? sum.subtractingReportingOverflow(product) : sum.addingReportingOverflow(product)
            if isTooMuch || isTooLong { return nil }
            sum = next
        }
        return sum
    }

    /// `1 year 2 mons 3 days 03:55:00`: microseconds, days and months.
    static func interval(_ text: String) -> [UInt8]? {
        var (months, days, microseconds) = (Int32(0), Int32(0), Int64(0))
        var words = text.split(separator: " ")[...]
        while let word = words.popFirst() {
            if word.contains(":") {
                let isNegative = word.hasPrefix("-")
                guard let time = time(isNegative ? word.dropFirst() : word, isNegative: isNegative), words.isEmpty
                else { return nil }
                microseconds = time
                continue
            }
            guard let number = Int32(word), let unit = words.popFirst() else { return nil }
            switch unit.prefix(3) {
            case "yea":
                let (product, overflow) = number.multipliedReportingOverflow(by: 12)
                if overflow { return nil }
                months = product
            case "mon": months &+= number
            case "day": days = number
            default: return nil
            }
        }
        return BinaryFormat.bigEndian(microseconds) + BinaryFormat.bigEndian(days) + BinaryFormat.bigEndian(months)
    }

    private static func days(_ text: some StringProtocol) -> Int? {
        let isBeforeChrist = text.hasSuffix(" BC")
        let parts = text.prefix { $0 != " " }.split(separator: "-").map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        // There is no year 0 in PostgreSQL's text: 1 BC is the year before 1.
        return CivilDate(year: isBeforeChrist ? 1 - year : year, month: month, day: day).daysSinceEpoch
    }

    /// A date parameter's text.
    static func dateText(_ days: Int32) -> String {
        switch days {
        case .max: "infinity"
        case .min: "-infinity"
        default: dated(Int(days) + epochDays)
        }
    }

    /// A timestamp parameter's text, in UTC; nil for one that is too far away.
    static func timestampText(_ microseconds: Int64, zone: String = "") -> String? {
        if microseconds == .max { return "infinity" }
        if microseconds == .min { return "-infinity" }
        guard microseconds.magnitude < 9_000_000_000_000_000_000 else { return nil }
        let days = microseconds.floorDivided(by: dayMicroseconds)
        // DuckDB wants what says that a year is before Christ behind the day.
        return dated(Int(days) + epochDays) + " " + timeText(microseconds - days * dayMicroseconds) + zone
    }

    static func timeText(_ microseconds: Int64) -> String {
        let seconds = microseconds / 1_000_000
        return [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":") + "."
            + padded(microseconds % 1_000_000, 6)
    }

    private static func dated(_ days: Int) -> String {
        let date = CivilDate(daysSinceEpoch: days)
        let year = date.year > 0 ? date.year : 1 - date.year
        let text = "\(padded(Int64(year), 4))-\(padded(Int64(date.month), 2))-\(padded(Int64(date.day), 2))"
        return date.year > 0 ? text : text + " (BC)"
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
