import BasinCore

extension WrittenJSON {
    /// One YAML document in block style, with a line feed at the end. The same value gives the same bytes, whatever its
    /// texts hold: what could be read as anything else than text stands between double quotes.
    var yaml: String {
        var text = ""
        switch self {
        case .object(let members) where !members.isEmpty: Self.write(members, to: &text, indent: "")
        case .array(let elements) where !elements.isEmpty: Self.write(elements, to: &text, indent: "")
        default: text = flow + "\n"
        }
        return text
    }

    /// On one line, as YAML reads it between other values.
    var flow: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let value): value
        case .string(let value): Self.key(value)
        case .array(let elements): "[" + elements.map(\.flow).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { Self.key($0.name) + ": " + $0.value.flow }.joined(separator: ", ") + "}"
        }
    }

    private static func write(_ members: [Member], to text: inout String, indent: String) {
        for (index, member) in members.enumerated() {
            // The first member of a list's element follows the dash.
            text += (index > 0 || text.isEmpty || text.utf8.last == 10 ? indent : "") + key(member.name) + ":"
            member.value.writeValue(to: &text, indent: indent)
        }
    }

    private static func write(_ elements: [WrittenJSON], to text: inout String, indent: String) {
        for element in elements {
            text += indent + "-"
            guard case .object(let members) = element, !members.isEmpty else {
                element.writeValue(to: &text, indent: indent)
                continue
            }
            text += " "
            write(members, to: &text, indent: indent + "  ")
        }
    }

    /// What follows a key or a dash, to the end of its last line.
    private func writeValue(to text: inout String, indent: String) {
        switch self {
        case .object(let members) where !members.isEmpty:
            text += "\n"
            Self.write(members, to: &text, indent: indent + "  ")
        case .array(let elements) where !elements.isEmpty:
            text += "\n"
            Self.write(elements, to: &text, indent: indent + "  ")
        case .string(let value):
            if Self.isPlain(value) {
                text += " \(value)\n"
            } else if Self.isBlock(value) {
                text += value.hasSuffix("\n") ? " |\n" : " |-\n"
                let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
                for line in lines.dropLast(value.hasSuffix("\n") ? 1 : 0) {
                    text += line.isEmpty ? "\n" : "\(indent)  \(line)\n"
                }
            } else {
                text += " \(Self.yamlQuoted(value))\n"
            }
        default: text += " \(flow)\n"
        }
    }

    private static func key(_ name: String) -> String { isPlain(name) ? name : yamlQuoted(name) }

    /// Words that some reader of YAML takes for a value of another type.
    private static let reserved: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]

    /// Text that no reader takes for anything else, though it stands without quotes.
    private static func isPlain(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        guard let first = bytes.first, isLetter(first), bytes.last != 32, bytes.count <= 200,
            !reserved.contains(value.lowercased())
        else { return false }
        return bytes.allSatisfy { byte in
            isLetter(byte) || (48...57).contains(byte) || [32, 40, 41, 43, 45, 46, 47, 95].contains(byte)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

    /// Text of several lines that reads the same line by line, as SQL does.
    private static func isBlock(_ value: String) -> Bool {
        guard let first = value.unicodeScalars.first, ![" ", "\n"].contains(first), value.contains("\n"),
            !value.hasSuffix("\n\n")
        else { return false }
        return value.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || (scalar != "&" && (32..<127).contains(scalar.value))
                || (scalar.value >= 0xA0 && scalar.properties.isAlphabetic)
        }
    }

    /// Between double quotes. No ampersand stays, which readers of definitions may take for an anchor.
    static func yamlQuoted(_ value: String) -> String {
        quoted(value).replacing("&", with: "\\x26").replacing("\u{FFFE}", with: "\\uFFFE").replacing("\u{FFFF}", with: "\\uFFFF")
    }
}
