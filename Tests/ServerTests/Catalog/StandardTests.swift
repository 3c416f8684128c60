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
        var moments: [String] = []
        for name in ["ticket", "payout", "visit"] {
            for format in ["yaml", "json"] {
                let contract = try await Self.text { try await client.contract(of: name, format: format) }
                let same = try await Self.text { try await guarded.admin.contract(of: name, format: format) }
                #expect(contract == same)
                all += contract
            }
            let linked = try await Self.text { try await client.linkedDataset(name, base: nil) }
            #expect(linked.contains("\"temporalCoverage\""))
            // What one says of itself is what the catalog says of all.
            let moment = try #require(linked.split(separator: "\"dateModified\"").last?.split(separator: "\"").dropFirst().first)
            moments.append(String(moment))
            all += linked
        }
        let catalog = try await Self.text { try await client.linkedCatalog(base: "https://data.example") }
        #expect(catalog.components(separatedBy: "\"dcat:Dataset\"") == 4 && catalog.contains("/RESTRICTED\""))
        #expect(moments.count == 3 && moments.allSatisfy { catalog.contains("\"\($0)\"") })
        let entities = try await Self.text { try await client.backstageEntities() }
        #expect(entities.contains("name: ticket\n") && entities.contains("\"group:default/team-support\""))
        all += catalog + entities
        for secret in GuardedPlatform.secrets + ["hidden", guarded.folder.data] { #expect(!all.contains(secret), "\(secret)") }
        #expect(all.contains("firstLevelApprovers: team-listening") && all.contains("basin.rows"))
    }

    @Test("what is not there is not found, and what is no address is refused")
    func missing() async throws {
        let guarded = try await GuardedPlatform()
        #expect(await Self.code { _ = try await guarded.admin.contract(of: "nothing", format: "yaml") } == "not_found")
        #expect(await Self.code { _ = try await guarded.admin.linkedDataset("nothing", base: nil) } == "not_found")
        #expect(await Self.code { _ = try await guarded.admin.linkedDataset("ticket", base: "javascript:x") } == "invalid")
        #expect(await Self.code { _ = try await guarded.admin.linkedCatalog(base: "ftp://x") } == "invalid")
        let ticket = try await Self.text { try await guarded.admin.linkedDataset("ticket", base: nil) }
        #expect(!ticket.contains("temporalCoverage"))
    }

    private static func code(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return "ok"
        } catch let error as BasinError {
            return error.code.rawValue
        } catch {
            return "\(error)"
        }
    }
}

extension String {
    /// How many pieces the separator cuts it into.
    fileprivate func components(separatedBy separator: String) -> Int { split(separator: separator, omittingEmptySubsequences: false).count }
}
