import BasinDefinitions

/// Reads code as far as it must to know what is a comment or a string in it, scalar by scalar as compilers do.
struct CodeScanner {
    private let quotes: [String]
    private let lineComment: String
    private let hasBlocks: Bool

    init(_ language: CodeLanguage) {
        switch language {
        case .swift: (quotes, lineComment, hasBlocks) = (["\"\"\"", "\""], "//", true)
        case .typescript: (quotes, lineComment, hasBlocks) = (["\"", "'", "`"], "//", true)
        case .python: (quotes, lineComment, hasBlocks) = (["\"\"\"", "'''", "\"", "'"], "#", false)
        }
    }

    /// The code without its comments and strings; nil when one of them has no end.
    func code(_ text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var at = 0
        func stands(_ word: String) -> Bool { scalars[at...].starts(with: word.unicodeScalars) }
        while at < scalars.count {
            if stands(lineComment) {
                while at < scalars.count, !Self.endsLine(scalars[at]) { at += 1 }
            } else if hasBlocks, stands("/*") {
                at += 2
                while at < scalars.count, !stands("*/") { at += 1 }
                guard at < scalars.count else { return nil }
                at += 2
            } else if let quote = quotes.first(where: { stands($0) }) {
                at += quote.unicodeScalars.count
                while at < scalars.count, !stands(quote) {
                    if quote.unicodeScalars.count == 1, Self.endsLine(scalars[at]) { return nil }
                    at += scalars[at] == "\\" ? 2 : 1
                }
                guard at < scalars.count else { return nil }
                at += quote.unicodeScalars.count
            } else {
                result.append(scalars[at])
                at += 1
            }
        }
        return String(result)
    }

    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
        [0x0A, 0x0D, 0x2028, 0x2029].contains(scalar.value)
    }
}
