import CMarkdown

/// What people write about data, as HTML. Raw HTML of theirs is left out, pictures become their descriptions (one from
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
            return HTML(rendered: String(decoding: rendered.lazy.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
    }
}
