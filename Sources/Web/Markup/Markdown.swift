import CMarkdown

/// What people write about data, as HTML, for a section of a page. Raw HTML of theirs is left out, pictures become their descriptions (one from
/// elsewhere would tell there who reads), and links lead to http, https and mailto alone.
package enum Markdown {
    private static let isPrepared: Bool = {
        basin_markdown_prepare()
        return true
    }()

    package static func html(_ text: String) -> HTML {
        guard isPrepared else { return "" }
        var text = text
        return text.withUTF8 { bytes in
            var count = 0
            let html = bytes.withMemoryRebound(to: CChar.self) {
                basin_markdown_html($0.baseAddress, $0.count, &count)
            }
            guard let html else { return "" }
            defer { basin_markdown_free(html) }
            let rendered = UnsafeBufferPointer(start: html, count: count)
            return HTML(rendered: lowered(String(decoding: rendered.lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)))
        }
    }

    /// Headings stand below those of the page: its title is the first, and what people wrote is in a section with the second.
    /// Tags in the text are escaped, so that these are the renderer's own.
    private static func lowered(_ html: String) -> String {
        (1...6).reversed().reduce(html) { html, level in
            let lower = min(6, level + 2)
            return html.replacing("<h\(level)>", with: "<h\(lower)>").replacing("</h\(level)>", with: "</h\(lower)>")
        }
    }
}
