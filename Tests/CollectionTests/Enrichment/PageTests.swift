import BasinCollection
import BasinCore
import Foundation
import Testing

@Suite("Hosts and campaigns are read from pages' addresses")
struct PageTests {
    private static let columns = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"]

    @Test("urllib agrees on hosts and campaigns", .enabled(if: EnrichmentOracle.python != nil, Comment(rawValue: EnrichmentOracle.missing)))
    func oracle() async throws {
        let hosts = ["example.com", "EXAMPLE.com:80", "u:p@a.b.c", "[2001:db8::1]:443", "xn--bcher-kva.example", "localhost", "1.2.3.4"]
        let queries = [
            "", "?", "?utm_source=a", "?utm_source=&utm_source=b&utm_source=c", "?utm_medium=a+b%20c", "?utm_term=%zz%4", "?utm_content=%C3%A4%ff",
            "?x=1&utm_campaign=a=b&y", "?UTM_SOURCE=no&utm_sourcex=no", "?utm_source=a;b&utm_medium=%26", "?utm_source=%00", "?utm_source=a#utm_medium=no",
            "#?utm_source=no", "?a?utm_source=no&utm_term=yes?",
        ]
        let urls = hosts.flatMap { host in queries.map { "https://\(host)/path" + $0 } }
        let answer = try EnrichmentOracle.ask(["urls": urls])
        let setup = try EnrichedType()
        let events = try urls.enumerated().map { number, url in
            let text = String(decoding: try JSONSerialization.data(withJSONObject: [url], options: .withoutEscapingSlashes).dropFirst().dropLast(), as: UTF8.self)
            return EnrichedType.event(number, #""n":\#(number),"page_url":\#(text),"page_referrer":\#(text)"#)
        }
        try await setup.deliver(events)
        let rows = try setup.rows("SELECT referrer_host, referrer_medium, \(Self.columns.joined(separator: ", ")) FROM t ORDER BY n")
        for (row, page) in zip(rows, answer.urls) {
            #expect(row[0] == page.host && row[1] == "internal", "\(page.text)")
            #expect(Array(row[2...]) == Self.columns.map { page.campaign[$0] }, "\(page.text)")
        }
        #expect(rows.count == urls.count)
    }

    @Test("what is no address of a page has no host", arguments: [
        "", "about:blank", "/path", "//example.com/x", "https://", "https:///x", "https://:80/", "https://a b/", "https://@/", "javascript:alert(1)",
        "https://[::1", "https://[x]/", "https://a%2Fb/", "data:text/html,x", "1", ":", "://", "https://exa\\u0000mple.com/",
    ])
    func noHost(_ url: String) async throws {
        let setup = try EnrichedType()
        try await setup.deliver([EnrichedType.event(1, #""page_referrer":"\#(url)""#)])
        #expect(try setup.rows("SELECT referrer_host, referrer_medium FROM t") == [[nil, nil]])
    }

    @Test("a referrer of the same site is internal, whatever its case and www; another's is unknown", arguments: [
        ("https://example.com/a", "http://www.EXAMPLE.com/b", "internal"), ("https://example.com", "https://example.com.", "internal"),
        ("https://example.com", "https://example.org", "unknown"), ("https://example.com", "https://shop.example.com", "unknown"),
        ("not a page", "https://example.com", "unknown"), ("", "https://example.com", "unknown"), ("https://www.", "https://www.", "internal"),
    ])
    func medium(_ page: String, _ referrer: String, _ medium: String) async throws {
        let setup = try EnrichedType()
        try await setup.deliver([EnrichedType.event(1, #""page_url":"\#(page)","page_referrer":"\#(referrer)""#)])
        #expect(try setup.rows("SELECT referrer_medium FROM t") == [[medium]])
    }

    @Test("a long value is cut, and not inside a character")
    func long() async throws {
        let setup = try EnrichedType()
        let value = "x" + String(repeating: "%C3%A4", count: 5000)
        try await setup.deliver([EnrichedType.event(1, #""page_url":"https://a/?utm_term=\#(value)""#)])
        let text = try #require(try setup.rows("SELECT utm_term FROM t")[0][0])
        #expect(text == "x" + String(repeating: "ä", count: 511))
    }
}
