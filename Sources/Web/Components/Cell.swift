/// What stands in one cell of a table: how it looks, and what it is when the table is exported.
package struct Cell: Sendable {
    package var html: HTML
    /// As a program would write it: no unit, no grouping.
    package var value: String

    package init(_ html: HTML, value: String) {
        self.html = html
        self.value = value
    }

    package static let none = Cell(HTML.quiet("–"), value: "")

    package static func text(_ text: String?) -> Cell {
        guard let text, !text.isEmpty else { return .none }
        return Cell(HTML.prose(text), value: text)
    }

    /// A few words of Basin's own, an hour, a date: they stay in one line.
    package static func word(_ text: String?) -> Cell {
        guard let text, !text.isEmpty else { return .none }
        return Cell("\(text)", value: text)
    }

    package static func name(_ name: String) -> Cell { Cell(HTML.name(name), value: name) }
    package static func code(_ text: String?) -> Cell { text.map { Cell(HTML.code($0), value: $0) } ?? .none }
    package static func link(_ name: String, to address: Address) -> Cell { Cell(HTML.link(name, to: address), value: name) }
    package static func number(_ value: Int?) -> Cell { value.map { Cell("\(Figures.grouped($0))", value: String($0)) } ?? .none }
    package static func decimal(_ value: Double?, digits: Int = 2) -> Cell {
        value.map { Cell("\(Figures.decimal($0, digits: digits))", value: "\($0)") } ?? .none
    }
    package static func bytes(_ value: Int?) -> Cell { value.map { Cell("\(Figures.bytes($0))", value: String($0)) } ?? .none }
    package static func seconds(_ value: Double?) -> Cell {
        value.map { Cell("\(Figures.duration(seconds: $0))", value: "\($0)") } ?? .none
    }
    package static func percent(_ share: Double?) -> Cell { share.map { Cell("\(Figures.percent($0))", value: "\($0)") } ?? .none }
    package static func ago(_ rfc3339: String?, _ moment: Moment) -> Cell {
        rfc3339 == nil ? .none : Cell(moment.ago(rfc3339), value: rfc3339 ?? "")
    }
    package static func state(_ word: String) -> Cell { Cell(Standing.badge(word), value: word) }
}
