import BasinClient
import BasinCore
import Testing

/// Datasets in the words of other catalogs, as the platform says them.
@Suite struct StandardTests {
    private static func text(_ body: () async throws -> [UInt8]) async throws -> String {
        String(decoding: try await body(), as: UTF8.self)
    }

    @Test("who may find may export, and nothing of what rows hold is in it")
    func exported() async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        _ = await guarded.admin.ask("SELECT 1 FROM ticket, payout, visit")
        let client = try await guarded.account("anna", [.viewer])
        var all = ""
        for name in ["ticket", "payout", "visit"] {
            for format in ["yaml", "json"] {
                let contract = try await Self.text { try await client.contract(of: name, format: format) }
                #expect(contract == (try await Self.text { try await guarded.admin.contract(of: name, format: format) }))
                all += contract
            }
            let linked = try await Self.text { try await client.linkedDataset(name, base: nil) }
            #expect(linked.contains("\"temporalCoverage\""))
            all += linked
        }
        let catalog = try await Self.text { try await client.linkedCatalog(base: "https://data.example") }
        #expect(catalog.components(separatedBy: "\"dcat:Dataset\"") == 4 && catalog.contains("/RESTRICTED\""))
        let entities = try await Self.text { try await client.backstageEntities() }
        #expect(entities.contains("name: ticket\n") && entities.contains("\"group:default/team-support\""))
        all += catalog + entities
        for secret in GuardedPlatform.secrets + ["hidden", guarded.folder.data] { #expect(!all.contains(secret), "\(secret)") }
        #expect(all.contains("firstLevelApprovers: team-listening") && all.contains("basin.rows"))
    }

    @Test("what is not there is not found, and what is no address is refused")
    func missing() async throws {
        let guarded = try await GuardedPlatform()
        for (name, base, code) in [("nothing", nil, "not_found"), ("ticket", "javascript:x", "invalid")] as [(String, String?, String)] {
            await #expect {
                if base == nil { _ = try await guarded.admin.contract(of: name, format: "yaml") }
                _ = try await guarded.admin.linkedDataset(name, base: base)
            } throws: { ($0 as? BasinError)?.code.rawValue == code }
        }
        #expect(try await Self.text { try await guarded.admin.linkedDataset("ticket", base: nil) }.contains("temporalCoverage") == false)
    }
}

extension String {
    /// How many pieces the separator cuts it into.
    fileprivate func components(separatedBy separator: String) -> Int { split(separator: separator, omittingEmptySubsequences: false).count }
}
