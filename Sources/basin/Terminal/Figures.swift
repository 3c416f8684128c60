import BasinCore

/// Numbers as people read them.
enum Figures {
    /// `1 234 567`.
    static func grouped(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += " " }
            text.append(digit)
        }
        return text
    }

    /// `1 row`, `1 234 rows`.
    static func count(_ value: Int, _ one: String, _ many: String? = nil) -> String {
        grouped(value) + " " + value.word(one, many)
    }

    /// `12.3 MB`.
    static func bytes(_ value: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var size = Double(max(0, value))
        var unit = 0
        while size >= 1000, unit < units.count - 1 {
            size /= 1000
            unit += 1
        }
        return unit == 0 ? "\(value) B" : "\(oneDecimal(size)) \(units[unit])"
    }

    /// `0.4 s`, `75 s`, `12 min`.
    static func seconds(_ value: Double) -> String {
        if value < 10 { return oneDecimal(max(0, value)) + " s" }
        if value < 120 { return "\(Int(value)) s" }
        return value < 360_000 ? "\(Int(value / 60)) min" : "a long time"
    }

    static func oneDecimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
