import BasinCollection
import BasinCore
import BasinMetastore
import Foundation
import Testing

@Suite("Places of addresses, from the operator's file")
struct GeoTests {
    private static let addresses = [
        "81.2.69.160", "81.2.69.1", "81.2.70.1", "89.160.20.112", "203.0.113.9", "2001:db8:1:7::9", "2001:db8:2::1", "::ffff:81.2.69.2", "127.0.0.1",
    ]

    @Test("country, region and city are filled in, and null where the file does not say")
    func places() async throws {
        let file = try TinyGeoFile(TinyGeoFile.sample)
        let setup = try EnrichedType(geo: try GeoDatabase(path: file.path))
        try await setup.deliver(Self.addresses.enumerated().map { EnrichedType.event($0, #""n":\#($0),"ip":"\#($1)""#) })
        let rows = try setup.rows("SELECT geo_country, geo_region, geo_city FROM t ORDER BY n")
        let london = ["GB", "GB-ENG", "London"], nowhere: [String?] = [nil, nil, nil]
        #expect(rows == [
            london, london, nowhere, ["SE", "SE-E", "Linköping"], ["JP", nil, nil], ["NO", "NO-03", "Oslo"], nowhere, london, nowhere,
        ])
    }

    @Test("maxminddb agrees", .enabled(if: EnrichmentOracle.python != nil, Comment(rawValue: EnrichmentOracle.missing)))
    func oracle() async throws {
        let file = try TinyGeoFile(TinyGeoFile.sample)
        // maxminddb does not take IPv4 out of IPv6's clothes.
        let addresses = Self.addresses.filter { !$0.contains("ffff") }
        let answer = try EnrichmentOracle.ask(["geo": ["path": file.path, "addresses": addresses]])
        let setup = try EnrichedType(geo: try GeoDatabase(path: file.path))
        try await setup.deliver(addresses.enumerated().map { EnrichedType.event($0, #""n":\#($0),"ip":"\#($1)""#) })
        let rows = try setup.rows("SELECT geo_country, geo_region, geo_city FROM t ORDER BY n")
        #expect(rows == (answer.places ?? []).map { [$0.country, $0.region, $0.city] })
    }

    @Test("without a file the columns are null, and events are delivered")
    func noFile() async throws {
        let setup = try EnrichedType()
        try await setup.deliver([EnrichedType.event(1, #""ip":"81.2.69.160""#)])
        #expect(try setup.rows("SELECT geo_country, geo_city, ip FROM t") == [[nil, nil, "81.2.69.0"]])
    }

    @Test("a file that is none is refused with its name; a damaged one gives nulls")
    func damaged() async throws {
        let error = #expect(throws: BasinError.self) { try GeoDatabase(path: "/nowhere/City.mmdb") }
        #expect(error?.message.contains("/nowhere/City.mmdb") == true)
        let file = try TinyGeoFile(TinyGeoFile.sample)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file.path))
        let tail = bytes.range(of: Data([0xAB, 0xCD, 0xEF]))!.lowerBound
        for index in stride(from: 64, to: tail, by: 3) { bytes[index] ^= 0x5A }
        try bytes.write(to: URL(fileURLWithPath: file.path))
        let setup = try EnrichedType(geo: try GeoDatabase(path: file.path))
        let events = (0..<512).map { EnrichedType.event($0, #""ip":"\#($0 % 256).\#($0 / 2 % 256).69.160""#) }
        #expect(try await setup.deliver(events).acceptedCount == 512)
        #expect(try setup.ledger().delivered == 512)
    }
}
