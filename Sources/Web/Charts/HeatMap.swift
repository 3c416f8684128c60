/// A calendar of states: rows and columns of small squares, each with a sign of its shape, a word, and a place to go. With
/// JavaScript it is one stop of Tab, and arrows, Home and End go about in it; without, each square is a link like others.
package struct HeatMap: Sendable {
    package struct Square: Sendable {
        package var standing: Standing
        /// Says all: `2026-11-27T04: published, revision 2, 1 234 rows`.
        package var label: String
        package var address: Address?

        package init(_ standing: Standing, _ label: String, to address: Address? = nil) {
            self.standing = standing
            self.label = label
            self.address = address
        }
    }

    package var name: String
    package var caption: String
    package var columns: [String]
    /// As many squares as columns; nil where there is nothing to be.
    package var rows: [(label: String, squares: [Square?])]
    /// What each standing means here, in the order to be shown.
    package var key: [(standing: Standing, word: String)]

    package init(
        _ name: String, _ caption: String, columns: [String], rows: [(label: String, squares: [Square?])],
        key: [(standing: Standing, word: String)]
    ) {
        self.name = name
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.key = key
    }

    package var html: HTML {
        let head = columns.map { "<th scope=\"col\">\($0)</th>" as HTML }
        let body = rows.map { row -> HTML in
            "<tr><th scope=\"row\">\(row.label)</th>\(row.squares.map { Self.cell($0) })</tr>\n"
        }
        let words = key.map { item -> HTML in
            "<li><span class=\"square \(item.standing.rawValue)\" aria-hidden=\"true\">\(item.standing.sign)</span>\(item.word)</li>"
        }
        return """
            <figure class="heat" id="\(name)"><figcaption>\(caption)</figcaption><ul class="key">\(words)</ul>
            <div class="scroll" tabindex="0" role="group" aria-label="\(caption)"><table>
            <caption class="unseen">\(caption)</caption><thead><tr><td></td>\(head)</tr></thead>
            <tbody>
            \(body)</tbody></table></div></figure>

            """
    }

    private static func cell(_ square: Square?) -> HTML {
        guard let square else { return "<td></td>" }
        let sign = square.standing.sign
        guard let address = square.address else {
            return "<td><span class=\"square \(square.standing.rawValue)\" role=\"img\" aria-label=\"\(square.label)\" title=\"\(square.label)\">\(sign)</span></td>"
        }
        return "<td><a class=\"square \(square.standing.rawValue)\" href=\"\(address.text)\" aria-label=\"\(square.label)\" title=\"\(square.label)\">\(sign)</a></td>"
    }
}

extension HTML.Interpolation {
    package mutating func appendInterpolation(_ map: HeatMap) { appendInterpolation(map.html) }
}
