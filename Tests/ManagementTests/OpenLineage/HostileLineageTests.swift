import BasinCore
import BasinManagement
import BasinMetastore
import Foundation
import Testing

/// What somebody may tell who means harm, or whose clock stands still.
@Suite struct HostileLineageTests {
    private static let now = Timestamp(rfc3339: "2026-03-02T12:00:00Z")!
    private static let job = LineageName(namespace: "n", name: "load")

    private static func event(_ run: Int, inputs: String = "", outputs: String = "") -> String {
        let digits = String(run)
        let uuid = "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
        return """
            {"eventType": "COMPLETE", "eventTime": "2026-03-02T11:00:00Z", "producer": "p", "schemaURL": "s",
            "run": {"runId": "\(uuid)"}, "job": {"namespace": "n", "name": "load"}, "inputs": [\(inputs)], "outputs": [\(outputs)]}
            """
    }

    private static func take(_ text: String, _ metastore: Metastore) throws {
        let event = try OpenLineageEvent(JSONTree(json: Array(text.utf8)), now: now)
        let digest = Array(event.text.utf8)
        _ = try metastore.write { try $0.take(event, digest: digest, own: .standard, now: now) }
    }

    @Test("a columnLineage facet of long lists costs what is kept of it, not all of their pairs", .timeLimit(.minutes(1)))
    func columns() {
        let names = (0..<20_000).map { "c\($0)" }
        let fields = Dictionary(uniqueKeysWithValues: names.map { ($0, JSONTree.object([:])) })
        let whole = names.map { name -> JSONTree in ["namespace": "n", "name": "t", "field": .string(name)] }
        let told = ForeignColumns(["fields": .object(fields), "dataset": .array(whole)])
        #expect(told.isCut && told.sources.count == ForeignColumns.most)
        // The same source again and again is one.
        let same = ForeignColumns(["fields": .object(fields), "dataset": .array(whole.map { _ in whole[0] })])
        #expect(same.sources.count == names.count)
    }

    @Test("runs and versions of one and the same time are as few as others")
    func ties() throws {
        let folder = try SearchFolder([])
        for run in 0..<230 {
            try Self.take(Self.event(run, outputs: #"{"namespace": "n", "name": "t"}"#), folder.metastore)
        }
        let (runs, versions) = try folder.metastore.read { snapshot in
            let job = try #require(try snapshot.foreignJob(Self.job))
            let table = try #require(try snapshot.foreignDataset(LineageName(namespace: "n", name: "t")))
            return (
                try snapshot.foreignRuns(jobID: job.id, limit: 1000).count,
                try snapshot.foreignVersions(datasetID: table.id, limit: 1000).count
            )
        }
        #expect(runs == 200 && versions == 100)
    }

    @Test("a large event pushes out as many small ones as it takes; old ones go without any that comes")
    func bounds() throws {
        let folder = try SearchFolder([])
        var limits = Transaction.LineageEventLimits()
        limits.bytes = 1200
        func keep(_ number: UInt16, _ text: String) throws {
            try folder.metastore.write {
                try $0.keepLineageEvent(
                    kind: "job", at: Self.now, runUUID: nil, digest: [UInt8(number >> 8), UInt8(number & 255)], text,
                    limits: limits, now: Self.now)
            }
        }
        func bytes() throws -> Int {
            let all = Timestamp(microseconds: .min)..<Timestamp(microseconds: .max)
            return try folder.metastore.read {
                try $0.lineageEvents(in: all, oldestFirst: true, limit: 1000, offset: 0).events.reduce(0) { $0 + $1.utf8.count }
            }
        }
        for number in 0..<300 { try keep(UInt16(number), "{  }") }
        #expect(try bytes() == 1200)
        try keep(300, String(repeating: "x", count: 1000))
        #expect(try bytes() == 1200)
        try folder.metastore.write {
            try $0.forgetLineageEvents(limits: limits, now: Self.now + .seconds(86_400 * 31), mostOld: 1000)
        }
        #expect(try bytes() == 0)
        #expect(try folder.metastore.read { try $0.oldestLineageEvent() } == nil)
    }

    @Test("who says that he writes a dataset of Basin's makes no edge into it; what he reads of it is one")
    func ownDatasets() throws {
        let folder = try SearchFolder([])
        let datasets = [UInt32(1), 2].map { id in
            AppliedDataset(
                id: id,
                definition: Dataset(
                    name: "d\(id)", owner: "team-ads", description: "x", granularity: .day, start: nil, work: .sql("SELECT 1")),
                schemaVersion: 1, hash: "", columns: [DatasetColumn(name: "c", type: .string, id: 1, classification: .none, sources: [])],
                lastFieldID: 1, inputs: [])
        }
        try folder.metastore.write {
            try $0.store(datasets: datasets, at: folder.now)
            try CatalogIndex.update(types: [], datasets: datasets, in: $0)
        }
        let columns = """
            "columnLineage": {"fields": {"c": {"inputFields": [{"namespace": "n", "name": "t", "field": "x"},
            {"namespace": "basin://local", "name": "d1", "field": "c"}]}}}
            """
        try Self.take(
            Self.event(
                1, inputs: #"{"namespace": "n", "name": "t"}, {"namespace": "basin://local", "name": "d1"}"#,
                outputs: #"{"namespace": "basin://local", "name": "d2", "facets": {\#(columns)}}, {"namespace": "n", "name": "u"}"#),
            folder.metastore)
        let (up, column, down) = try folder.metastore.read { snapshot in
            (
                try Lineage.from(LineageNode(datasetID: 2), .up, depth: 5, limit: 100, snapshot).steps.map(\.dataset.name),
                try Lineage.from(LineageNode(datasetID: 2, column: "c"), .up, depth: 5, limit: 100, snapshot).steps.count,
                try Lineage.from(LineageNode(datasetID: 1), .down, depth: 5, limit: 100, snapshot).steps.map(\.dataset.name)
            )
        }
        #expect(up == ["d2"] && column == 1)
        #expect(down == ["d1", "n:u"])
    }

    @Test("a run has only so many inputs and outputs, over all of its events")
    func uses() throws {
        let folder = try SearchFolder([])
        func tell(_ part: Int) throws {
            let names = (0..<1000).map { #"{"namespace": "n", "name": "t\#(part)-\#($0)"}"# }.joined(separator: ",")
            try Self.take(Self.event(1, inputs: names), folder.metastore)
        }
        for part in 0..<5 { try tell(part) }
        let error = #expect(throws: BasinError.self) { try tell(5) }
        #expect(error?.code == .tooLarge)
        #expect(try folder.metastore.read { try $0.foreignCounts(namespace: "n").datasets } == 5000)
    }

    @Test("one event makes Basin read only so much of what is known, while nobody else writes")
    func room() throws {
        let folder = try SearchFolder([])
        let big = String(repeating: "a", count: 1_000_000)
        for number in 0..<17 {
            let facets = #"{"big": {"x": "\#(big)"}}"#
            try Self.take(
                Self.event(number, inputs: #"{"namespace": "n", "name": "t\#(number)", "facets": \#(facets)}"#), folder.metastore)
        }
        let all = (0..<17).map { #"{"namespace": "n", "name": "t\#($0)"}"# }.joined(separator: ",")
        let error = #expect(throws: BasinError.self) { try Self.take(Self.event(99, inputs: all), folder.metastore) }
        #expect(error?.code == .tooLarge)
        #expect(try folder.metastore.read { try $0.foreignRun(uuid: "00000000-0000-4000-8000-000000000099") } == nil)
        // Nor is a page of them built that no memory may hold.
        let page = #expect(throws: BasinError.self) {
            try folder.metastore.read { try $0.foreignDatasets(namespace: "n", limit: 1000, offset: 0) }
        }
        #expect(page?.code == .tooLarge)
        #expect(try folder.metastore.read { try $0.foreignDatasets(namespace: "n", limit: 10, offset: 10).count } == 7)
    }
}
