import BasinAPI
import BasinCore
import BasinWire
import Foundation
import HTTPTypes
import Synchronization
import Testing

/// Pages for who may find and nothing else.
@Suite struct FinderPagesTests {
    private struct Document: Decodable {
        struct Operation: Decodable {}
        var paths: [String: [String: Operation]]
    }

    @Test(
        "no page asks for rows, profiles, refused events, queries, accounts, keys or records for who may only find, whatever its address says",
        arguments: ["event", "pipeline"])
    func nothing(kind: String) async throws {
        let asked = Mutex<[String]>([])
        let note: @Sendable (String) -> Void = { what in asked.withLock { $0.append(what) } }
        let door = Door(
            .fake { services in
                services.authenticate = { _ in Principal(name: "vera", permissions: [.find]) }
                services.dataset = { name in
                    DatasetDetail(
                        summary: DatasetSummary(name: name, owner: "team-growth", kind: kind, tier: "normal", rows: 3, partitions: 1, description: ""),
                        schemaVersion: 1, columns: [ColumnSummary(name: "song", type: "string", required: true, classification: "none", subject: false)],
                        ledger: LedgerTotals(received: 0, delivered: 0, duplicate: 0, quarantined: 0, pending: 0), recentHours: [], location: "/x")
                }
                services.query = { _, _, _ in
                    note("query")
                    return LiveServices.answer("text/csv", "n\r\n")
                }
                services.catalog.sample = { _, _, _, _ in
                    note("sample")
                    return LiveServices.answer("application/json", "[]\n")
                }
                services.catalog.profile = { name, _, _ in
                    note("profile")
                    return ProfileAnswer(dataset: name, partition: "last", rows: 0, columns: [])
                }
                services.catalog.profileHistory = { name, _, _ in
                    note("profile history")
                    return ProfileHistory(dataset: name, partitions: [], isCut: false)
                }
                services.pipelines.run = { id, failing, person in
                    if !failing.isEmpty {
                        // The service refuses, so that the refusal is written down.
                        try person.require(.query)
                        note("failing rows")
                    }
                    return try await PipelineServices.fake.run(id, [], person)
                }
                services.ofDataset.checks = { _, _, failing, person in
                    if !failing.isEmpty {
                        try person.require(.query)
                        note("failing rows")
                    }
                    return []
                }
                services.loss = { _, _, _, _, _ in
                    note("loss")
                    return []
                }
                services.quarantine.events = { _, _, _, _ in
                    note("refused events")
                    return []
                }
                services.queries.own = { _, _ in
                    note("queries")
                    return []
                }
                services.queries.all = { _ in
                    note("everybody's queries")
                    return []
                }
                services.access.accounts = {
                    note("accounts")
                    return []
                }
                services.access.auditRecords = { _, _, _, _, _ in
                    note("records")
                    return AuditAnswer(records: [])
                }
                services.keys = {
                    note("keys")
                    return []
                }
            })
        let text = try await door.send(.get, "/openapi.json", token: nil).body
        let paths = try JSONDecoder().decode(Document.self, from: Data(text.utf8)).paths
        let others = ["/api/", "/iceberg/", "/marquez/", "/assets/", "/auth/"]
        let pages = paths.filter { $0.value["get"] != nil && !others.contains(where: $0.key.hasPrefix) }
        #expect(pages.count > 40)
        for path in pages.keys {
            let concrete = path.replacing("{name}", with: "songs").replacing("{id}", with: "7").replacing("{partition}", with: "2018-11-03T14")
                .replacing("{term}", with: "song")
            for query in ["", "?run=1&sql=SELECT%201&latest=1&loss=1&by=song&reason=missing_field&column=song&asked=1&from=1&to=2&failing=x"] {
                let status = try await door.send(.get, concrete + query).status
                #expect(status < 500 || concrete == "/readyz", "\(concrete)\(query): \(status)")
                #expect(asked.withLock { $0 } == [], "\(concrete)\(query)")
                asked.withLock { $0 = [] }
            }
        }
    }
}
