import BasinWeb
import Testing

/// What people write about data is shown to others, who trust the page.
struct MarkdownTests {
    @Test("tables, lists, code and links become HTML")
    func rendered() {
        let html = Markdown.html("# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n\n`x` [y](https://example.com)").text
        for part in ["<h3>A</h3>", "<td>1</td>", "checkbox", "<code>x</code>", "<a href=\"https://example.com\">y</a>"] {
            #expect(html.contains(part), "\(part)")
        }
    }

    @Test(
        "nothing that could act is left",
        arguments: [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b onclick=x>b</b>", "<svg/onload=alert(1)>",
            "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](&#106;avascript:alert(1))", "[a](java\u{9}script:alert(1))",
            "[a](data:text/html;base64,PHNjcmlwdD4=)", "[a](vbscript:x)", "[a](file:///etc/passwd)", "<javascript:alert(1)>",
            "![a](https://evil.example/p.png)", "[![a](https://evil.example/p.png)](https://x.example)", "![a](javascript:alert(1))",
            "[a](/api/v1/tokens)", "[a](//evil.example)", "[a]: javascript:alert(1)\n\n[a]", "<iframe src=x>", "<style>*{}</style>",
            "<!-- x --><form action=x>", "[a](https://x.example \"\\\"onmouseover=alert(1) x\")", "`</code><script>x</script>`",
            "```html\n</code><script>x</script>\n```", "```\"onclick=x\nx\n```", "| <script> |\n|---|\n| <img src=x> |",
        ])
    func harmless(_ markdown: String) {
        let html = Markdown.html(markdown).text.lowercased()
        for sign in ["<script", "<img", "<svg", "<iframe", "<style", "<form", "<b ", "evil.example", "file:", "href=\"/"] {
            #expect(!html.contains(sign), "\(html)")
        }
        // No attribute but these, and none of them leads to a program.
        for match in html.matches(of: /<[a-z0-9]+ ([^>]*)>/) {
            for attribute in match.1.matches(of: /([a-z-]+)="([^"]*)"/) {
                #expect(["href", "title", "class", "align", "type", "checked", "disabled", "start", "lang"].contains(String(attribute.1)), "\(html)")
                if attribute.1 == "href" {
                    #expect(["https://", "http://", "mailto:", "#"].contains { attribute.2.hasPrefix($0) }, "\(html)")
                }
            }
        }
    }

    @Test(
        "text that is meant to be slow is not large in the end",
        arguments: [">", "[", "![", "[a](", "<!--", "`a", "a**b", "- ", "![[]()", "](", "[a]: b\n", "| a ", "&amp;"])
    func bounded(_ piece: String) {
        let text = String(repeating: piece, count: 65_536 / piece.utf8.count)
        #expect(Markdown.html(text).text.utf8.count < 4 << 20)
    }

    @Test(
        "a table of which each row would be filled up to thousands of cells is none, however its lines end",
        arguments: [50, 300, 2_000, 10_000], ["\n", "\r", "\r\n"])
    func wide(_ columns: Int, _ end: String) {
        let head = String(repeating: "|x", count: columns) + end + String(repeating: "|-", count: columns) + end
        let row = "a" + end
        let rows = String(repeating: row, count: max(1, (65_536 - head.utf8.count) / row.utf8.count))
        #expect(Markdown.html(head + rows).text.utf8.count < 4 << 20)
    }
}
