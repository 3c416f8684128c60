/// What its owners say about a dataset, as a page.
package enum DatasetPage {
    /// - Parameter markdown: nil where they wrote none.
    package static func page(name: String, description: String, markdown: String?) -> Page {
        Page(
            title: "Basin: \(name)",
            body: """
                <header><h1>\(name)</h1></header>
                <p>\(description)</p>
                <article>
                \(markdown.map { Markdown.html($0) } ?? "<p>Its owners wrote no page yet.</p>")
                </article>
                """)
    }
}
