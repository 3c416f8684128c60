import BasinCollection
import BasinCore
import BasinMetastore
import Foundation
import Testing

@Suite("Enrichment at delivery")
struct EnrichmentTests {
    @Test("every declared column is filled in from what the client sent")
    func all() async throws {
        let setup = try EnrichedType()
        let chrome =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1"
        try await setup.deliver([
            EnrichedType.event(
                1, #""user_agent":"\#(chrome)","page_url":"https://www.Example.com:8443/a?x=1&utm_source=news+letter&utm_medium=e%2Dmail&utm_campaign=&utm_campaign=M%C3%A4rz#utm_term=no","page_referrer":"http://example.COM/start","ip":"203.0.113.77""#,
                more: #","time":"2026-03-01T09:00:00Z","senttime":"2026-03-01T09:00:30Z""#),
            EnrichedType.event(2, #""user_agent":"Googlebot/2.1 (+http://www.google.com/bot.html)","page_referrer":"https://user:pw@search.example.org:443?q=x""#),
            EnrichedType.event(3, ""),
        ])
        let rows = try setup.rows(
            "SELECT ua_family, ua_major, ua_os, ua_device, ua_is_bot, referrer_medium, referrer_host, utm_source, utm_medium, "
                + "utm_campaign, utm_term, utm_content, corrected_time, ip FROM t ORDER BY _event_id")
        #expect(rows[0] == [
            "Mobile Safari", "17", "iOS", "iPhone", "false", "internal", "example.com", "news letter", "e-mail", "März", nil, nil,
            "2026-03-01 10:00:30+00", "203.0.113.0",
        ])
        #expect(rows[1] == [
            "Googlebot", "2", nil, "Spider", "true", "unknown", "search.example.org", nil, nil, nil, nil, nil, nil, nil,
        ])
        #expect(rows[2] == Array(repeating: nil, count: 14))
        #expect(try setup.rows("SELECT _event_time, _sent_time FROM t WHERE _event_id = '1'") == [["2026-03-01 09:00:00+00", "2026-03-01 09:00:30+00"]])
    }

    @Test("what a client sends under the name of a column that Basin fills in is left out and counted")
    func sent() async throws {
        let setup = try EnrichedType()
        let batch = try await setup.deliver([EnrichedType.event(1, #""ua_family":"Forged","ua_is_bot":"no","geo_city":7"#)])
        #expect(batch.acceptedCount == 1 && batch.droppedFieldCount == 3)
        #expect(try setup.rows("SELECT ua_family, ua_is_bot, geo_city FROM t") == [[nil, nil, nil]])
    }

    @Test("delivering again gives the same bytes, sealed columns included (COL-19)")
    func again() async throws {
        let event = EnrichedType.event(1, #""user_id":"53","ip":"81.2.69.160","user_agent":"curl/8.0""#)
        let file = try TinyGeoFile(TinyGeoFile.sample)
        let setup = try EnrichedType(ip: .personal, geo: try GeoDatabase(path: file.path))
        try await setup.deliver([event])
        let first = try setup.rows("SELECT * FROM t")
        // The same events once more, as if the first delivery had been lost.
        let again = try EnrichedRowsAgain.files(of: event, like: setup)
        #expect(again == first)
        #expect(first[0].compactMap(\.self).count > 10)
    }

    @Test("a column made of personal values is sealed under the subject's key, and nothing of it is in clear")
    func sealed() async throws {
        let file = try TinyGeoFile(TinyGeoFile.sample)
        let setup = try EnrichedType(ip: .personal, geo: try GeoDatabase(path: file.path))
        try await setup.deliver([
            EnrichedType.event(1, #""user_id":"53","ip":"81.2.69.160""#), EnrichedType.event(2, #""ip":"81.2.69.161""#),
        ])
        let rows = try setup.rows(
            "SELECT count(geo_city), count(geo_country), count(*) FILTER (WHERE geo_city::VARCHAR LIKE '%London%'), min(octet_length(geo_city)) FROM t")
        #expect(rows == [["2", "2", "0", "\(45 + "London".utf8.count)"]])
    }

    @Test("columns of every type may be sealed, and are there for the same events")
    func allSealed() async throws {
        let file = try TinyGeoFile(TinyGeoFile.sample)
        let events = [
            EnrichedType.event(
                1, #""user_id":"53","user_agent":"curl/8.0","ip":"81.2.69.160","page_url":"https://a/?utm_term=x","page_referrer":"https://b/""#,
                more: #","time":"2026-03-01T09:00:00Z","senttime":"2026-03-01T09:00:30Z""#),
            EnrichedType.event(2, #""ip":"203.0.113.9""#),
        ]
        let counts = "SELECT " + DerivedValue.allCases.map { "count(\($0.rawValue))" }.joined(separator: ", ") + " FROM t"
        let clear = try EnrichedType(geo: try GeoDatabase(path: file.path))
        let sealed = try EnrichedType(derived: .sensitive, geo: try GeoDatabase(path: file.path))
        try await clear.deliver(events)
        try await sealed.deliver(events)
        let found = try sealed.rows(counts)
        #expect(try found == clear.rows(counts))
        #expect(found[0][4] == "1" && found[0].last == "1", "a bool and a time")
        #expect(try sealed.rows("SELECT typeof(ua_is_bot), octet_length(ua_is_bot), octet_length(corrected_time) FROM t WHERE _event_id = '1'") == [["BLOB", "46", "53"]])
    }

    @Test("no value makes a good event refused or holds up delivery: random and hostile texts, all delivered and sealed")
    func property() async throws {
        var random = SystemRandomNumberGenerator()
        let pieces = [
            "\\u0000", "%", "%%", "%2", "%zz", "%ff%fe", "&", "=", "?", "#", "//", "://", "http", "https://", "[", "]", "@", ":", ".",
            "utm_source", "utm_source=", "Mozilla/5.0", "(", ")", "Bot", "\\ud83d\\ude00", "ä", " ", "\\n", "1.2.3.4", "::", "\\\\", "\\\"", "a",
        ]
        func text() -> String {
            (0..<Int.random(in: 0...40, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
        }
        let setup = try EnrichedType()
        var events = (0..<3000).map { id in
            EnrichedType.event(
                id, #""user_agent":"\#(text())","page_url":"\#(text())","page_referrer":"\#(text())","ip":"\#(text())""#)
        }
        let huge = String(repeating: "Mozilla (", count: 2500), long = String(repeating: "&utm_source", count: 1500)
        events.append(EnrichedType.event(3000, #""user_agent":"\#(huge)","page_url":"http://h/?\#(long)","page_referrer":"\#(huge)""#))
        let batch = try await setup.deliver(events)
        #expect(batch.refusals.map(\.message).prefix(3) == [] && batch.acceptedCount == 3001)
        #expect(try setup.ledger() == LedgerCounts(received: 3001, delivered: 3001))
        setup.folder.move(by: .seconds(7200))
        _ = await setup.delivery.seal(before: Hour("2026-03-01T11")!)
        #expect(setup.delivery.currentProblems().isEmpty)
        #expect(try setup.metastore.read { try $0.hour(typeID: 1, Hour("2026-03-01T10")!) }?.sealedAt != nil)
    }

    @Test("types without enrichment are delivered as they were, and old rows under their old schema")
    func plain() async throws {
        let setup = try EnrichedType(isPlain: true)
        try await setup.deliver([EnrichedType.event(1, #""user_agent":"curl/8.0","ip":"203.0.113.77""#)])
        #expect(try setup.rows("SELECT user_agent, ip FROM t") == [["curl/8.0", "203.0.113.77"]])
    }
}
