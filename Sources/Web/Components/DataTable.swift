/// A table. Every one has a name, by which it can be exported (`?export=NAME`), and a caption, by which it can be found by
/// ear; on a phone it scrolls by itself.
package struct DataTable: Sendable {
    package struct Column: Sendable {
        package var title: String
        /// Numbers stand at the right.
        package var isNumber: Bool
        /// What the numbers count, where the title does not say it: `s`, `rows`.
        package var unit: String?
        /// Long text may take the room that is left.
        package var isWide: Bool

        package init(_ title: String, isNumber: Bool = false, unit: String? = nil, isWide: Bool = false) {
            self.title = title
            self.isNumber = isNumber
            self.unit = unit
            self.isWide = isWide
        }

        package static func text(_ title: String) -> Column { Column(title) }
        package static func wide(_ title: String) -> Column { Column(title, isWide: true) }
        package static func number(_ title: String, unit: String? = nil) -> Column { Column(title, isNumber: true, unit: unit) }
    }

    /// Letters, digits and `-`: unique on its page.
    package var name: String
    package var caption: String
    package var columns: [Column]
    package var rows: [[Cell]]
    /// Said in place of the rows when there are none.
    package var empty: HTML
    /// The caption is for who listens: what stands above says it already.
    package var hidesCaption: Bool
    /// There is more than the rows that are here.
    package var note: HTML?
    /// So many rows are on the page; the CSV has all. Nil: all.
    package var mostShown: Int?
    /// False where its rows are not to be had by asking for the page again.
    package var isExportable = true

    package init(
        _ name: String, _ caption: String, columns: [Column], rows: [[Cell]], empty: HTML, hidesCaption: Bool = false,
        note: HTML? = nil
    ) {
        self.name = name
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.empty = empty
        self.hidesCaption = hidesCaption
        self.note = note
    }

    package var html: HTML {
        guard !rows.isEmpty else {
            return HTML(self, rendered: "<p class=\"empty\" id=\"\(name)\">\(empty.text)</p>\n")
        }
        var text = "<div class=\"table\" id=\"\(name)\"><div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"\(name)-caption\"><table>\n"
        text += "<caption id=\"\(name)-caption\"\(hidesCaption ? " class=\"unseen\"" : "")>\(HTML.escape(caption))</caption>\n<thead><tr>"
        for column in columns {
            let unit = column.unit.map { " <span class=\"unit\">\(HTML.escape($0))</span>" } ?? ""
            text += "<th scope=\"col\"\(Self.kind(column))>\(HTML.escape(column.title))\(unit)</th>"
        }
        text += "</tr></thead>\n<tbody>\n"
        for row in rows.prefix(mostShown ?? rows.count) {
            text += "<tr>"
            for (index, cell) in row.enumerated() {
                let kind = index < columns.count ? Self.kind(columns[index]) : ""
                text += index == 0 ? "<th scope=\"row\"\(kind)>\(cell.html.text)</th>" : "<td\(kind)>\(cell.html.text)</td>"
            }
            text += "</tr>\n"
        }
        text += "</tbody></table></div>\n\(beneath)</div>\n"
        return HTML(self, rendered: text)
    }

    /// Its rows as a page says them better, in a list or a picture; the CSV beneath has them as they are here.
    package func html(as picture: HTML) -> HTML {
        HTML(self, rendered: picture.text + (rows.isEmpty ? "" : beneath))
    }

    private var beneath: String {
        var text = "<p class=\"beneath\">\(note?.text ?? "")"
        if let mostShown, rows.count > mostShown {
            text += "<span>The first \(Figures.grouped(mostShown)) of \(Figures.grouped(rows.count)); the CSV has all.</span>"
        }
        if isExportable {
            text += "<a class=\"export\" download href=\"?export=\(name)\">CSV<span class=\"unseen\"> of \(HTML.escape(caption))</span></a>"
        }
        return text + "</p>\n"
    }

    private static func kind(_ column: Column) -> String {
        column.isNumber ? " class=\"number\"" : column.isWide ? " class=\"wide\"" : ""
    }

    /// RFC 4180, in which no spreadsheet finds a formula.
    package var csv: String {
        var text = columns.map { Self.field($0.title + ($0.unit.map { " (\($0))" } ?? "")) }.joined(separator: ",") + "\r\n"
        for row in rows { text += row.map { Self.field($0.value) }.joined(separator: ",") + "\r\n" }
        return text
    }

    private static func field(_ value: String) -> String {
        var value = value
        if let first = value.unicodeScalars.first,
            "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first), Double(value) == nil
        {
            value = "'" + value
        }
        guard value.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return value }
        return "\"" + value.replacing("\"", with: "\"\"") + "\""
    }
}

extension HTML.Interpolation {
    package mutating func appendInterpolation(_ table: DataTable) { appendInterpolation(table.html) }
}
