import BasinCore
import BasinManagement
import BasinMetastore
import Foundation
import Testing

@Suite struct OpenLineageTests {
    private static let now = Timestamp(rfc3339: "2026-03-02T12:00:00Z")!
    private static let run = "00000000-0000-4000-8000-000000000001"
    private static let other = "00000000-0000-4000-8000-000000000002"

    private static func event(
        _ type: String, minute: Int, run: String = run, inputs: String = "", outputs: String = "", job: String = "load"
    ) -> String {
        """
        {"eventType": "\(type)", "eventTime": "2026-03-02T11:\(minute < 10 ? "0" : "")\(minute):00+00:00", "producer": "p", "schemaURL": "s",
        "run": {"runId": "\(run.uppercased())"}, "job": {"namespace": "airflow://a:1", "name": "\(job)"},
        "inputs": [\(inputs)], "outputs": [\(outputs)]}
        """
    }

    /// `d1` is Basin's; column `c` of it becomes `x` of a table of others, which says `y` of itself later.
    private static let reads = #"{"namespace": "basin://local", "name": "d1"}"#
    private static let writes = """
        {"namespace": "postgres://h:5432", "name": "db.t", "facets": {
            "schema": {"fields": [{"name": "x", "type": "int"}]}, "mystery": {"kept": [1, 2.5, null, true]},
            "columnLineage": {"fields": {"x": {"inputFields": [{"namespace": "basin://local", "name": "d1", "field": "c",
                "transformations": [{"type": "DIRECT", "subtype": "IDENTITY"}]}]}}}}}
        """
    private static let later = """
        {"namespace": "postgres://h:5432", "name": "db.t", "facets": {"schema": {"fields": [{"name": "x"}, {"name": "y"}]}}}
        """
    private static let events = [
        event("START", minute: 1, inputs: reads), event("COMPLETE", minute: 2, outputs: writes),
        event("OTHER", minute: 3, outputs: later),
        // Later, and with other datasets, but it never completes.
        event("START", minute: 30, run: other, inputs: #"{"namespace": "n", "name": "unrelated"}"#),
    ]

    private static func take(_ text: String, _ metastore: Metastore) throws -> Bool {
        let event = try OpenLineageEvent(JSONTree(json: Array(text.utf8)), now: now)
        // Not SHA-256: any digest that differs.
        let digest = Array(event.text.utf8)
        return try metastore.write { try $0.take(event, digest: digest, own: .standard, now: now) }
    }

    /// Basin's `d2` reads `d1`.
    private static func folder() throws -> SearchFolder {
        let folder = try SearchFolder([])
        let datasets = [UInt32(1), 2].map { id in
            AppliedDataset(
                id: id,
                definition: Dataset(
                    name: "d\(id)", owner: "team-ads", description: "x", granularity: .day, start: nil, work: .sql("SELECT 1")),
                schemaVersion: 1, hash: "",
                columns: [
                    DatasetColumn(
                        name: "c", type: .string, id: 1, classification: .none,
                        sources: id == 1 ? [] : [ColumnSource(dataset: "d1", column: "c", kind: .copied)])
                ], lastFieldID: 1,
                inputs: id == 1
                    ? [] : [ResolvedInput(id: 1, name: "d1", granularity: .day, isEvents: false, window: InputWindow())])
        }
        try folder.metastore.write {
            try $0.store(datasets: datasets, at: folder.now)
            try CatalogIndex.update(types: [], datasets: datasets, in: $0)
        }
        return folder
    }

    /// Everything that is known afterwards.
    private static func known(_ metastore: Metastore) throws -> [String] {
        try metastore.read { snapshot in
            let down = try Lineage.from(LineageNode(datasetID: 1), .down, depth: 10, limit: 100, snapshot)
            let columns = try Lineage.from(LineageNode(datasetID: 1, column: "c"), .down, depth: 10, limit: 100, snapshot)
            let table = try snapshot.foreignDataset(LineageName(namespace: "postgres://h:5432", name: "db.t"))
            let facets = try table.map { try FacetSet(text: $0.facets).current } ?? [:]
            let states = try [run, other].map { try snapshot.foreignRun(uuid: $0)?.state ?? "-" }
            return down.steps.map { "\($0.depth) \($0.dataset.kind) \($0.dataset.name)" }
                + columns.steps.map { "\($0.depth) \($0.dataset.name) \($0.node.column ?? "")" }
                + columns.edges.map { $0.kind?.rawValue ?? "" } + states
                + [try JSONTree.object(facets).jsonText]
        }
    }

    @Test("LIN: what others make of a dataset of Basin's stands in the same graph, whatever the order in which they tell")
    func joins() throws {
        func orders(_ texts: [String]) -> [[String]] {
            guard texts.count > 1 else { return [texts] }
            return texts.indices.flatMap { index in
                var rest = texts
                let first = rest.remove(at: index)
                return orders(rest).map { [first] + $0 }
            }
        }
        var first: [String]?
        for order in orders(Self.events) {
            let folder = try Self.folder()
            for text in order { #expect(try Self.take(text, folder.metastore)) }
            // The same again changes nothing.
            for text in order.reversed() { #expect(try !Self.take(text, folder.metastore)) }
            let known = try Self.known(folder.metastore)
            #expect(known == first ?? known)
            first = known
            #expect(try folder.names("db t").contains("postgres://h:5432:db.t"))
        }
        let known = try #require(first)
        #expect(known.prefix(3) == ["0 dataset d1", "1 dataset d2", "1 external postgres://h:5432:db.t"])
        #expect(known.contains("1 postgres://h:5432:db.t x") && known.contains("1 d2 c"))
        #expect(known.contains("COMPLETED") && known.contains("RUNNING"))
        #expect(known.last?.contains(#""mystery":{"kept":[1,2.5,null,true]}"#) == true && known.last?.contains(#""name":"y""#) == true)
    }

    @Test("what is no event is refused with what is wrong, and changes nothing", arguments: [
        #"[]"#, #"{}"#, #"{"eventTime": "2026-03-02T11:00:00Z", "producer": "p", "schemaURL": "s"}"#,
        event("ENDED", minute: 1), event("START", minute: 1, run: "seven"), event("START", minute: 1, job: ""),
        event("START", minute: 1, job: "a\\nb"), event("START", minute: 1, job: "a\\u202eb"),
        event("START", minute: 1, job: String(repeating: "x", count: 1025)),
        event("START", minute: 1).replacing("2026-03-02T11", with: "2026-03-05T11"),
        event("START", minute: 1).replacing("+00:00", with: ""),
        event("START", minute: 1).replacing("airflow://a:1", with: "basin://local"),
        event("START", minute: 1, inputs: #"{"namespace": "basin://local", "name": "nothing"}"#),
        event("START", minute: 1, inputs: #"{"namespace": "n"}"#),
        event("START", minute: 1, inputs: #"{"namespace": "n", "name": "m", "facets": {"schema": 7}}"#),
        event("START", minute: 1, inputs: Array(repeating: #"{"namespace": "n", "name": "m"}"#, count: 1001).joined(separator: ",")),
        event("START", minute: 1).replacing(#""producer": "p""#, with: #""producer": "p", "x": "# + String(repeating: "[", count: 70) + String(repeating: "]", count: 70)),
        event("START", minute: 1).replacing(#""producer": "p""#, with: #""producer": "p", "x": ""# + String(repeating: "x", count: 1 << 20) + "\""),
    ])
    func refuses(_ text: String) throws {
        let folder = try Self.folder()
        let error = #expect(throws: BasinError.self) { _ = try Self.take(text, folder.metastore) }
        #expect([.invalid, .tooLarge].contains(error?.code))
        #expect(try folder.metastore.read { try $0.foreignNamespaces().isEmpty })
    }

    @Test("a run belongs to one job, and events as they came are kept only so long, so many and so large")
    func limits() throws {
        let folder = try Self.folder()
        _ = try Self.take(Self.events[0], folder.metastore)
        #expect(throws: BasinError.self) { try Self.take(Self.event("COMPLETE", minute: 9, job: "other"), folder.metastore) }
        func count() throws -> Int {
            let all = Timestamp(microseconds: .min)..<Timestamp(microseconds: .max)
            return try folder.metastore.read { try $0.lineageEvents(in: all, oldestFirst: true, limit: 1000, offset: 0).count }
        }
        #expect(try count() == 1)
        func keep(_ number: Int, _ change: (inout Transaction.LineageEventLimits) -> Void, days: Int64 = 0) throws {
            var limits = Transaction.LineageEventLimits()
            change(&limits)
            try folder.metastore.write {
                try $0.keepLineageEvent(
                    kind: "job", at: Self.now, runUUID: nil, digest: [UInt8(number)], "{}", limits: limits,
                    now: Self.now + .seconds(86_400 * days))
            }
        }
        for number in 0..<30 { try keep(number, { $0.events = 10 }) }
        #expect(try count() == 10)
        try keep(40, { $0.bytes = 6 })
        try keep(41, { $0.bytes = 6 })
        #expect(try count() == 3)
        try keep(50, { _ in }, days: 31)
        #expect(try count() == 1)
    }

    @Test("a number becomes a UUID and can be read back; a UUID of another kind cannot")
    func uuids() {
        for number in [Int64(1), 77, 1 << 40] {
            let uuid = StableUUID.of(number, "run basin://a")
            #expect(UUID(uuidString: uuid) != nil && OpenLineageEvent.isUUID(uuid))
            #expect(StableUUID.number(uuid.uppercased(), "run basin://a") == number)
            #expect(StableUUID.number(uuid, "run basin://b") == nil)
            #expect(StableUUID.of(number, "backfill basin://a") != uuid)
        }
        #expect(StableUUID.number("00000000-0000-0000-0000-000000000001", "run basin://a") == nil)
    }
}
