/// Rows of text under titles.
struct TextTable: Sendable {
    var titles: [String]
    /// Columns that hold numbers are aligned to the right.
    var numeric: Set<Int>
    var rows: [[String]]

    init(_ titles: [String], numeric: Set<Int> = [], rows: [[String]]) {
        self.titles = titles
        self.numeric = numeric
        self.rows = rows
    }

    /// For people: columns two spaces apart, no line ending in spaces.
    var aligned: String {
        let cells = ([titles] + rows).map { $0.map(Terminal.printable) }
        let widths = titles.indices.map { column in
            cells.map { column < $0.count ? $0[column].displayWidth : 0 }.max() ?? 0
        }
        var text = ""
        for row in cells {
            var line = ""
            for (column, cell) in row.enumerated() where column < widths.count {
                let space = String(repeating: " ", count: widths[column] - cell.displayWidth)
                if column > 0 { line += "  " }
                line += numeric.contains(column) ? space + cell : cell + space
            }
            while line.last == " " { line.removeLast() }
            text += line + "\n"
        }
        return text
    }

    /// For programs: RFC 4180, titles as `last_event`.
    var csv: String {
        let names = titles.map { $0.lowercased().replacing(" ", with: "_") }
        return ([names] + rows).map { row in row.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func quoted(_ cell: String) -> String {
        let needsQuotes = cell.utf8.contains { [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13].contains($0) }
        return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }
}
