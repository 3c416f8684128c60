import BasinCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Which record field an event field comes from.
enum FieldMapping {
    /// `user_id=userId`; nil when a side is missing.
    static func pair(_ text: some StringProtocol, separator: Character) -> (String, String)? {
        let parts = text.split(separator: separator, maxSplits: 1).map { unquoted($0) }
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        return (parts[0], parts[1])
    }

    /// A file of `event_field: record_field` lines, which is YAML too. Blank lines and those that begin with `#` are
    /// left out. Throws `.notFound`, `.definition` with the line.
    static func read(file path: String) throws -> [String: String] {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20,
            let text = String(validating: data, as: UTF8.self)
        else {
            throw BasinError(.notFound, "The mapping file \(path) cannot be read, or is not a small UTF-8 text.")
        }
        var mapping: [String: String] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = unquoted(line)
            if content.isEmpty || content.hasPrefix("#") || content == "---" { continue }
            guard let (field, record) = pair(content, separator: ":"), mapping.updateValue(record, forKey: field) == nil
            else {
                throw BasinError(
                    .definition,
                    "\(path):\(index + 1): this is not `event_field: record_field`, or names a field twice.")
            }
        }
        return mapping
    }

    private static func unquoted(_ text: some StringProtocol) -> String {
        var rest = String(text)
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        for quote in ["\"", "'"] where rest.count >= 2 && rest.hasPrefix(quote) && rest.hasSuffix(quote) {
            rest = String(rest.dropFirst().dropLast())
        }
        return rest
    }
}
