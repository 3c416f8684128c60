import BasinCore

/// Text of definitions, which anybody may have written, as it may stand in source code.
enum CodeText {
    private static let width = 100

    /// Lines for a comment, broken between words where they are long. No line holds what any language takes for a line's
    /// end, a control character, or a sign that turns the direction of text around and so hides what code says.
    static func lines(_ paragraphs: [String]) -> [String] {
        var lines: [String] = []
        for paragraph in paragraphs {
            let words = broken(paragraph)
            if !lines.isEmpty, !words.isEmpty { lines.append("") }
            lines += words.flatMap(wrapped)
        }
        return lines
    }

    private static func broken(_ text: String) -> [String] {
        var lines = [""]
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: lines.append("")
            case _ where isHarmless(scalar): lines[lines.count - 1].unicodeScalars.append(scalar)
            default: lines[lines.count - 1].unicodeScalars.append(" ")
            }
        }
        return lines.map(\.trimmed).filter { !$0.isEmpty }
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Marks and overrides of direction; the byte order mark.
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: false
        default: scalar.properties.generalCategory != .control
        }
    }

    private static func wrapped(_ line: String) -> [String] {
        var lines: [String] = []
        var current = ""
        for word in line.split(separator: " ") {
            if !current.isEmpty, current.unicodeScalars.count + 1 + word.unicodeScalars.count > width {
                lines.append(current)
                current = ""
            }
            current += (current.isEmpty ? "" : " ") + word
        }
        return lines + [current]
    }

    /// In one line.
    static func line(_ text: String) -> String { broken(text).joined(separator: " ") }

    /// Between double quotes, as Swift and Python read it alike: with all in it that has a meaning there taken away.
    static func quoted(_ text: String) -> String {
        "\"" + escaped(line(text)) { scalar, _, _ in scalar == "\\" || scalar == "\"" } + "\""
    }

    /// The text with a backslash before each scalar of which `isSpecial` says so, told its neighbours.
    ///
    /// By scalars, as compilers read: to `String`, a quote with a combining accent behind it is no quote.
    static func escaped(
        _ text: String,
        _ isSpecial: (_ scalar: Unicode.Scalar, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?) -> Bool
    ) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            let before = index > 0 ? scalars[index - 1] : nil
            let after = index + 1 < scalars.count ? scalars[index + 1] : nil
            if isSpecial(scalar, before, after) { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }
}
