import BasinAPI
import BasinCore
import BasinWire
import NIOCore

extension Services {
    static let goodToken = "good-token"

    /// Services that answer with little, and know one token. A test replaces what it is about.
    static func fake(_ change: (inout Services) -> Void = { _ in }) -> Services {
        var services = Services(
            authenticate: { token in
                guard token == goodToken else { throw BasinError(.unauthorized, "The token is not valid.") }
                return .admin
            },
            audit: { _ in 1 },
            admitsWriteKey: { _ in true },
            receive: { _ in IntakeAnswer(accepted: 0, refused: [], droppedFields: 0) },
            receiveCalls: { _ in ClientAnswer(callCount: 0, refused: [:]) },
            plan: { _, _ in PlanAnswer(changes: [], isApplicable: true, applied: false) },
            apply: { _, _, _ in PlanAnswer(changes: [], isApplicable: true, applied: true) },
            createKey: { CreatedKey(name: $0.name, key: "secret") },
            limitKey: { _, _ in },
            keys: { [] },
            revokeKey: { _ in },
            datasets: { [] },
            dataset: { name in throw BasinError(.notFound, "There is no dataset \(name).") },
            incidents: { _ in [] },
            loss: { _, _, _, _, _ in [] },
            compare: { request, _ in
                ComparisonSummary(
                    left: .init(name: request.left, rows: 0, keys: 0, duplicateKeys: 0),
                    right: .init(name: request.right, rows: 0, keys: 0, duplicateKeys: 0), keysOnBoth: 0, comparedKeys: 0,
                    fields: [], notCompared: [])
            },
            hours: { _, _, _ in [] },
            query: { _, _, _ in
                QueryAnswer(contentType: "text/csv", body: AsyncThrowingStream { $0.finish() })
            },
            importFile: { _, body in
                var bytes = 0
                for try await piece in body { bytes += piece.readableBytes }
                return ImportSummary(
                    records: bytes, delivered: 0, duplicate: 0, quarantined: 0, replaced: 0, hours: 0, sealedHours: 0,
                    refusals: [], seconds: 0)
            },
            status: { PlatformStatus(ready: true, types: [], unknownTypeRefused: 0, logBytes: 0, uptimeSeconds: 0) },
            metrics: { "basin_up 1\n" },
            isReady: { true },
            icebergTables: { _ in ["song_played"] },
            icebergTable: { name, _ in
                guard name == "song_played" else { throw BasinError(.notFound, "There is no table \(name).") }
                return IcebergTableAnswer(metadataLocation: "file:///t/1.metadata.json", metadata: "{\"format-version\":2}")
            }, pipelines: .fake,
            quarantine: QuarantineServices(
                totals: { [] }, reasons: { _ in [] }, overview: { [] }, knownReasons: { _ in [] }, events: { _, _, _, _ in [] },
                replay: { _, _ in ReplayAnswer(replayed: 0, left: [], tooOld: 0, erased: 0) }),
            schemas: .fake, events: .fake,
            care: CareServices(backup: {
                BackupSummary(
                    folder: $0.folder, createdAt: "2018-11-01T00:00:00Z", files: 1, bytes: 2, copiedFiles: 1, copiedBytes: 2,
                    hasMasterKey: $0.includesMasterKey)
            }, health: { HealthSummary(version: "0.1.0", startedAt: "2018-11-03T00:00:00Z", uptimeSeconds: 60, ready: true) }), sources: SourceServices(all: { [] }, samples: { _ in [] }), live: .fake,
            catalog: CatalogServices(search: { request, _ in SearchAnswer(hits: [], corrected: request.text, facets: [], isCut: false) }, changes: { _, _, _ in [] },
                lineage: { _, _, _, _, _ in LineageAnswer(nodes: [], edges: [], isCut: false) },
                profile: { name, partition, _ in ProfileAnswer(dataset: name, partition: partition ?? "last", rows: 0, columns: []) },
                profileHistory: { name, _, _ in ProfileHistory(dataset: name, partitions: [], isCut: false) },
                sample: { _, _, _, _ in LiveServices.answer("application/json", "[]\n") }, glossary: { _ in [] },
                glossaryTerm: { throw BasinError(.notFound, "There is no term \($0).") }, tags: { [] }, teams: { [] },
                team: { name, _ in throw BasinError(.notFound, "There is no team \(name).") }), standards: .fake,
            access: .fake,
            queries: QueryServices(
                describe: { _, _ in QueryDescription(columns: [], parameters: []) }, own: { _, _ in [] }, all: { _ in [] },
                saved: { [] },
                savedQuery: { name in throw BasinError(.notFound, "There is no saved query \(name).") },
                runSaved: { _, _, _, _ in LiveServices.answer("text/csv", "n\r\n") }), cost: .fake, lineage: .fake,
            pages: .fake, ofDataset: .fake)
        change(&services)
        return services
    }
}
