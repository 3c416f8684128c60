import BasinCore

/// Numbers as people read them. Every one says its unit.
package enum Figures {
    /// `1 234 567`, with narrow no-break spaces.
    package static func grouped(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += "\u{202F}" }
            text.append(digit)
        }
        return text
    }

    /// With so many digits after the point at most, and none that say nothing: `0.25`, `12`, `1 234.5`.
    package static func decimal(_ value: Double, digits: Int = 2) -> String {
        guard value.isFinite, abs(value) < 9e15 else { return value.isFinite ? "\(value)" : "–" }
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        var fraction = String(scaled % scale)
        fraction = String(repeating: "0", count: digits - min(digits, fraction.count)) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        let whole = grouped(scaled / scale)
        let sign = value < 0 && scaled > 0 ? "−" : ""
        return sign + whole + (digits == 0 || fraction.isEmpty ? "" : "." + fraction)
    }

    /// Money or another amount that may be tiny: what is less than a tenth keeps two digits that count, a millionth at least.
    package static func amount(_ value: Double) -> String {
        var digits = 2, least = 0.1
        while value != 0, abs(value) < least, digits < 6 { (digits, least) = (digits + 1, least / 10) }
        return decimal(value, digits: digits)
    }

    /// What is a number with more digits behind its point than people read: six that count. All else as it is.
    package static func short(_ text: String) -> String {
        let isNumber = text.utf8.count > 9 && text.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
        guard isNumber, text.contains("."), let value = Double(text), abs(value) >= 0.01, abs(value) < 1e15 else { return text }
        let before = String(Int(abs(value))).utf8.count
        return decimal(value, digits: max(0, min(6, 6 - before)))
    }

    /// Of a share between 0 and 1: `12.3 %`.
    package static func percent(_ share: Double) -> String { decimal(share * 100, digits: 1) + "\u{202F}%" }

    /// In units of 1024: `12 KiB`, `1.4 GiB`.
    package static func bytes(_ value: Int) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
        var amount = Double(max(0, value))
        var unit = 0
        while amount >= 1000, unit < units.count - 1 {
            amount /= 1024
            unit += 1
        }
        return decimal(amount, digits: unit == 0 || amount >= 100 ? 0 : 1) + "\u{202F}" + units[unit]
    }

    /// A length of time in its two largest units at most: `850 ms`, `12.5 s`, `3 min 4 s`, `2 h 5 min`, `9 days`.
    package static func duration(seconds: Double) -> String {
        let seconds = max(0, seconds)
        let space = "\u{202F}"
        if seconds > 0, seconds < 1 { return decimal(seconds * 1000, digits: 0) + space + "ms" }
        if seconds < 60 { return decimal(seconds, digits: seconds < 10 ? 1 : 0) + space + "s" }
        guard seconds < 1e12 else { return "–" }
        let whole = Int(seconds)
        if whole < 3600 { return two(whole / 60, "min", whole % 60, "s") }
        if whole < 172_800 { return two(whole / 3600, "h", whole % 3600 / 60, "min") }
        return grouped(whole / 86400) + space + "days"
    }

    private static func two(_ large: Int, _ largeUnit: String, _ small: Int, _ smallUnit: String) -> String {
        "\(large)\u{202F}\(largeUnit)" + (small == 0 ? "" : " \(small)\u{202F}\(smallUnit)")
    }

    /// `1 row`, `1 234 rows`.
    package static func count(_ value: Int, _ one: String, _ many: String? = nil) -> String {
        grouped(value) + " " + value.word(one, many)
    }
}
