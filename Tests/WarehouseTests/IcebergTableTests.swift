import BasinCore
import BasinWarehouse
import Foundation
import Testing

@Suite("Commits to tables")
struct IcebergTableTests {
    @Test("a new table has every key that Iceberg v2 requires, and no files")
    func create() throws {
        let steps = try TableSteps(.hour)
        let json = try steps.json()
        for key in [
            "format-version", "table-uuid", "location", "last-sequence-number", "last-updated-ms", "last-column-id",
            "schemas", "current-schema-id", "partition-specs", "default-spec-id", "last-partition-id", "sort-orders",
            "default-sort-order-id", "properties", "snapshots",
        ] {
            #expect(json[key] != nil, "\(key)")
        }
        #expect(steps.version.metadataLocation.hasPrefix("file://" + steps.folder.path))
        #expect(steps.version.metadataLocation.contains("/metadata/00000-"))
        let specs = try #require(json["partition-specs"] as? [[String: Any]])
        let field = try #require((specs[0]["fields"] as? [[String: Any]])?.first)
        #expect(field["source-id"] as? Int == 8 && field["field-id"] as? Int == 1000)
        #expect(field["name"] as? String == "_partition_hour" && field["transform"] as? String == "hour")
        #expect(try steps.table.files().isEmpty)
        #expect(try steps.table.version == steps.version)
    }

    @Test("files come back as they went in, at the ends of what may be counted")
    func roundTrip() throws {
        var steps = try TableSteps(.hour, folderName: "\u{301}ein Lager – ü%20")
        let files = [
            steps.file("ä ö.parquet", 0, rows: 0, bytes: 0),
            steps.file("b.parquet", -1, rows: 1 << 45, bytes: 1 << 45),
            steps.file("c.parquet", .min), steps.file("d.parquet", .max, rows: 63, bytes: 64),
            DataFile(
                path: "/elsewhere/\(String(repeating: "x", count: 300)).parquet", partition: 128, recordCount: 127,
                byteCount: 128),
        ]
        try steps.commit("p1", add: files)
        #expect(Set(try steps.table.files()) == Set(files))
        #expect(try steps.table.version.metadata == steps.version.metadata)
    }

    @Test("a table without partitions has files without partitions")
    func unpartitioned() throws {
        var steps = try TableSteps(.none)
        try steps.commit("p1", add: [steps.file("a", nil), steps.file("b", nil)])
        #expect(try steps.table.files().count == 2)
        let wrong = steps.file("c", 1)
        #expect(code { try steps.commit("p2", add: [wrong]) } == .invalid)
    }

    @Test("append, correction and deletion leave the files and totals that they should")
    func operations() throws {
        var steps = try TableSteps(.hour)
        let a = steps.file("a", 1, rows: 10, bytes: 100)
        let b = steps.file("b", 1, rows: 20, bytes: 200)
        let c = steps.file("c", 2, rows: 30, bytes: 300)
        let d = steps.file("d", 1, rows: 25, bytes: 250)

        var summary = try steps.commit(
            TableChange(
                publicationID: "p1", added: [a, b], summary: ["basin.reason": "seal", "operation": "nonsense"])
        ).metadata.currentSnapshot?.summary
        #expect(summary?["operation"] == "append")
        #expect(summary?["basin.reason"] == "seal")
        #expect(summary?["basin.publication-id"] == "p1")
        #expect(summary?["added-records"] == "30")
        try steps.commit("p2", add: [c])

        summary = try steps.commit("p3", add: [d], remove: [a.path, b.path]).metadata.currentSnapshot?.summary
        #expect(summary?["operation"] == "overwrite")
        #expect(summary?["deleted-records"] == "30")
        #expect(summary?["total-records"] == "55")
        #expect(summary?["total-data-files"] == "2")
        #expect(summary?["total-files-size"] == "550")
        #expect(try steps.paths() == [c.path, d.path])

        summary = try steps.commit("p4", remove: [c.path, d.path]).metadata.currentSnapshot?.summary
        #expect(summary?["operation"] == "delete")
        #expect(summary?["total-records"] == "0")
        #expect(try steps.paths() == [])
        let again = steps.file("e", 7)
        try steps.commit("p5", add: [again])
        #expect(try steps.table.files() == [again])
        #expect(steps.version.metadata.lastSequenceNumber == 5)
        #expect(steps.version.metadata.snapshots.map(\.sequenceNumber) == [1, 2, 3, 4, 5])
    }

    @Test("earlier versions stay readable after later commits")
    func timeTravel() throws {
        var steps = try TableSteps(.day)
        let a = steps.file("a", 1)
        let b = steps.file("b", 1)
        let first = try steps.commit("p1", add: [a])
        try steps.commit("p2", add: [b], remove: [a.path])
        #expect(try IcebergTable.load(metadataLocation: first.metadataLocation).files() == [a])
    }

    @Test("the same publication again changes nothing, and writes nothing")
    func idempotence() throws {
        var steps = try TableSteps(.hour)
        let a = steps.file("a", 1)
        let b = steps.file("b", 1)
        try steps.commit("p1", add: [a])
        let change = TableChange(publicationID: "p2", added: [b], removedPaths: [a.path])
        let second = try steps.commit(change)
        let names = try FileManager.default.contentsOfDirectory(atPath: steps.metadataFolder).sorted()
        #expect(try steps.commit(change) == second)
        #expect(try steps.commit("p1", add: [a]) == second)
        // Without any memory of the publication, its files tell.
        #expect(try steps.commit("other", add: [b]) == second)
        #expect(try steps.commit("nothing") == second)
        #expect(try FileManager.default.contentsOfDirectory(atPath: steps.metadataFolder).sorted() == names)
    }

    @Test("a file cannot come twice, nor go when it is not there")
    func conflicts() throws {
        var steps = try TableSteps(.hour)
        let a = steps.file("a", 1)
        let b = steps.file("b", 2)
        try steps.commit("p1", add: [a])
        #expect(code { try steps.commit("p2", add: [a, b]) } == .conflict)
        #expect(code { try steps.commit("p3", remove: [b.path]) } == .conflict)
        #expect(code { try steps.commit("p4", add: [b], remove: [a.path, "/nowhere"]) } == .conflict)
        #expect(code { try steps.commit("p5", add: [b, b]) } == .invalid)
        #expect(code { try steps.commit("p6", add: [b], remove: [b.path]) } == .invalid)
        #expect(code { try steps.commit("", add: [b]) } == .invalid)
        #expect(
            code {
                try steps.commit("p7", add: [DataFile(path: "relative", partition: 1, recordCount: 1, byteCount: 1)])
            } == .invalid)
        #expect(
            code {
                try steps.commit("p8", add: [DataFile(path: "/a/../b", partition: 1, recordCount: 1, byteCount: 1)])
            } == .invalid)
        #expect(
            code { try steps.commit("p9", add: [DataFile(path: "/b", partition: 1, recordCount: -1, byteCount: 1)]) }
                == .invalid)
        #expect(
            code { try steps.commit("p10", add: [DataFile(path: "/b", partition: nil, recordCount: 1, byteCount: 1)]) }
                == .invalid)
        #expect(try steps.table.files() == [a])
    }

    @Test("snapshot ids and UUIDs must be new and well formed")
    func ids() throws {
        let steps = try TableSteps(.hour)
        let uuid = UUID().uuidString
        let a = steps.file("a", 1)
        let b = steps.file("b", 2)
        let c = steps.file("c", 3)
        let next = try IcebergTable(
            try steps.table.commit(
                TableChange(publicationID: "p1", added: [a]), now: steps.now, snapshotID: 5, uuid: uuid))
        let change = TableChange(publicationID: "p2", added: [b])
        #expect(
            code { _ = try next.commit(change, now: steps.now, snapshotID: 5, uuid: UUID().uuidString) } == .invalid)
        #expect(
            code { _ = try next.commit(change, now: steps.now, snapshotID: -1, uuid: UUID().uuidString) } == .invalid)
        #expect(code { _ = try next.commit(change, now: steps.now, snapshotID: 6, uuid: uuid) } == .invalid)
        for bad in ["", "../../../../../../../../../../x/abcd", "0190f5c8-7a5e-7cc0-98f2-2c1f4b1d9a0g"] {
            #expect(code { _ = try next.commit(change, now: steps.now, snapshotID: 6, uuid: bad) } == .invalid)
        }
        let largest = try next.commit(
            TableChange(publicationID: "p3", added: [c]), now: steps.now, snapshotID: .max, uuid: UUID().uuidString)
        #expect(
            try IcebergTable.load(metadataLocation: largest.metadataLocation).version.metadata.currentSnapshotID == .max
        )
    }

    @Test("a clock that goes back does not take the table back")
    func clock() throws {
        var steps = try TableSteps(.hour)
        let first = try steps.commit("p1", add: [steps.file("a", 1)]).metadata
        steps.now = Timestamp(rfc3339: "1999-01-01T00:00:00Z")!
        let second = try steps.commit("p2", add: [steps.file("b", 1)]).metadata
        #expect(second.lastUpdatedMilliseconds >= first.lastUpdatedMilliseconds)
        #expect(second.snapshots[1].timestampMilliseconds >= second.snapshots[0].timestampMilliseconds)
    }

    @Test("a failed commit leaves the version before it as it was")
    func failure() throws {
        var steps = try TableSteps(.hour)
        let a = steps.file("a", 1)
        let b = steps.file("b", 1)
        try steps.commit("p1", add: [a])
        let table = try steps.table
        // A folder where the metadata file wants to be: the last of the files cannot be written.
        let uuid = UUID().uuidString.lowercased()
        try DurableFile.createFolder(steps.metadataFolder + "/00002-\(uuid).metadata.json/in the way")
        let change = TableChange(publicationID: "p2", added: [b])
        #expect(code { _ = try table.commit(change, now: steps.now, snapshotID: 9, uuid: uuid) } == .system)
        #expect(try steps.table.files() == [a])
        #expect(try table.unreachableFiles().count >= 2)
        try steps.commit(change)
        #expect(try steps.paths() == [a.path, b.path])
    }
}
