/// Where a list goes on: its pages by number, the one that is shown marked.
extension HTML {
    /// - Parameters:
    ///   - label: what the pages are of.
    ///   - address: of the list; the number goes into its query as `page`.
    ///   - number: the page that is shown, from 1.
    package static func pages(_ label: String, of address: Address, count: Int, size: Int, number: Int) -> HTML {
        let last = (count + size - 1) / size
        guard last > 1 else { return .none }
        // The ends, and those beside the one that is shown.
        let shown = Set([1, last] + Array(max(1, number - 2)...max(1, number + 2))).filter { $0 <= last }.sorted()
        var items: [HTML] = [], before = 0
        for page in shown {
            if page > before + 1 { items.append("<li aria-hidden=\"true\">…</li>\n") }
            before = page
            let current: HTML = page == number ? " aria-current=\"page\"" : ""
            items.append("<li><a href=\"\(address.with("page", page == 1 ? nil : String(page)).text)\"\(current)>\(page)</a></li>\n")
        }
        return "<nav class=\"pages\" aria-label=\"Pages of \(label)\"><ul>\n\(items)</ul></nav>\n"
    }
}
