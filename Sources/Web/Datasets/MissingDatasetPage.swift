package import BasinWire

/// There is no dataset of a name; perhaps another is meant.
package enum MissingDatasetPage {
    package static func page(_ name: String, near: [SearchHit], for visitor: Visitor) -> Page {
        let cards = near.map { hit -> HTML in
            let address = Address.page(kind: hit.kind, name: hit.name) ?? Address("search").with("q", hit.name)
            return """
                <li><div class="line">\(HTML.link(hit.name, to: address)) \(HTML.tag(hit.kind)) <span class="small">\(hit.owner.isEmpty ? HTML.none : "owned by \(HTML.name(hit.owner))")</span></div>
                \(hit.description.isEmpty ? HTML.none : "<p>\(HTML.prose(hit.description))</p>")</li>

                """
        }
        let others: HTML = near.isEmpty ? .none : HTML.section("near", "Do you mean", "<ul class=\"cards\">\(cards)</ul>\n")
        return Page(
            "No such dataset", for: visitor, in: .search, trail: [("Data", "/search")],
            body: """
                \(HTML.notice(.warning, "<p>There is no dataset named \(HTML.name(String(name.prefix(200)))). Perhaps it was renamed or removed for good, or the link is mistyped.</p>"))
                <p><a class="button" href="\(Address("search").with("q", String(name.prefix(200))).text)">Search for it</a></p>
                \(others)
                """)
    }
}
