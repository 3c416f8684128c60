/// A piece of HTML. Whatever is interpolated into its literal is escaped, unless it is `HTML` itself, so that text
/// from outside cannot become markup. It keeps the tables that are part of it, so that a page can export each.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
    package let text: String
    /// Every table in it, in order.
    package let tables: [DataTable]

    package init(stringLiteral value: String) {
        text = value
        tables = []
    }

    package init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
        tables = stringInterpolation.tables
    }

    /// Markup that a renderer made, which left out what is not to be trusted.
    init(rendered text: String) {
        self.text = text
        tables = []
    }

    init(_ table: DataTable, rendered text: String) {
        self.text = text
        tables = [table]
    }

    /// The pieces one after another.
    package init(_ pieces: some Sequence<HTML>) {
        text = pieces.map(\.text).joined()
        tables = pieces.flatMap(\.tables)
    }

    /// The pieces with something between two of them.
    package init(_ pieces: [HTML], between separator: HTML) {
        text = pieces.map(\.text).joined(separator: separator.text)
        tables = pieces.flatMap(\.tables)
    }

    package static let none = HTML(rendered: "")

    package var isEmpty: Bool { text.isEmpty }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var text: String
        fileprivate var tables: [DataTable] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ value: HTML) {
            text += value.text
            tables += value.tables
        }
        /// Nothing where there is nothing.
        package mutating func appendInterpolation(_ value: HTML?) { if let value { appendInterpolation(value) } }
        package mutating func appendInterpolation(_ value: String) { text += HTML.escape(value) }
        package mutating func appendInterpolation(_ value: Int) { text += String(value) }
        /// The pieces one after another.
        package mutating func appendInterpolation(_ values: [HTML]) { for value in values { appendInterpolation(value) } }
    }

    /// Text as it stands within quotes.
    package static func attribute(_ value: String) -> String { escape(value) }

    /// Safe between tags and within quoted attributes.
    static func escape(_ value: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(value.utf8.count)
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
