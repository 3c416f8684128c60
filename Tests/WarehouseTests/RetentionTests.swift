import BasinCore
import BasinWarehouse
import Foundation
import Testing

@Suite("Old snapshots and manifests")
struct RetentionTests {
    @Test("what becomes obsolete can be deleted at once, and nothing else is left behind")
    func obsolete() throws {
        var steps = try TableSteps(.hour)
        var expected: Set<String> = []
        for number in 0..<200 {
            let file = steps.file("f\(number)", Int32(number / 2))
            expected.insert(file.path)
            var removed: Set<String> = []
            if number % 7 == 6 {
                removed = [steps.file("f\(number - 3)", 0).path]
                expected.subtract(removed)
            }
            let version = try steps.commit("p\(number)", add: [file], remove: removed)
            let metadataFolder = steps.metadataFolder + "/"
            for path in version.obsoleteFiles {
                #expect(path.hasPrefix(metadataFolder))
                try FileManager.default.removeItem(atPath: path)
            }
            if number % 20 == 19 { #expect(try steps.table.unreachableFiles() == []) }
        }
        let metadata = steps.version.metadata
        #expect(metadata.snapshots.count == IcebergTable.retainedSnapshots)
        #expect(metadata.snapshotLog.count == IcebergTable.retainedSnapshots)
        #expect(metadata.metadataLog.count == IcebergTable.retainedMetadataFiles)
        #expect(Set(try steps.paths()) == expected)
        #expect(metadata.currentSnapshot?.summary["total-data-files"] == String(expected.count))
        // Every retained snapshot still has all its files.
        for snapshot in metadata.snapshots {
            var past = steps.version
            past.metadata.currentSnapshotID = snapshot.id
            let count = try IcebergTable(past).files().count
            #expect(snapshot.summary["total-data-files"] == String(count))
        }
    }

    @Test("a publication whose snapshot has expired still changes nothing the second time")
    func replay() throws {
        var steps = try TableSteps(.hour)
        let first = steps.file("first", 1)
        let second = steps.file("second", 1)
        try steps.commit("p0", add: [first])
        try steps.commit("p1", add: [second], remove: [first.path])
        for number in 0..<IcebergTable.retainedSnapshots + 20 {
            try steps.commit("q\(number)", add: [steps.file("f\(number)", Int32(number))])
        }
        let before = try steps.table.version
        #expect(before.metadata.snapshot(ofPublication: "p1") == nil)
        #expect(try steps.commit("p1", add: [second], remove: [first.path]) == before)
    }

    @Test("an old snapshot that is damaged does not stop new ones")
    func damagedPast() throws {
        var steps = try TableSteps(.hour)
        try steps.commit("p0", add: [steps.file("f", 1)])
        let list = try #require(steps.version.metadata.currentSnapshot?.manifestList.dropFirst(7))
        try steps.commit("p1", add: [steps.file("g", 2)])
        try FileManager.default.removeItem(atPath: String(list))
        for number in 0..<IcebergTable.retainedSnapshots + 1 {
            try steps.commit("q\(number)", add: [steps.file("f\(number)", Int32(number))])
        }
        #expect(try steps.table.files().count == IcebergTable.retainedSnapshots + 3)
    }

    @Test("a commit that the catalog never took is found, and so are unfinished files")
    func unreachable() throws {
        var steps = try TableSteps(.hour)
        try steps.commit("p1", add: [steps.file("a", 1)])
        let kept = steps.version
        let lost = try steps.commit("p2", add: [steps.file("b", 1)])
        let unfinished = steps.metadataFolder + "/x.avro.1-1" + DurableFile.temporarySuffix
        try steps.folder.write([1], unfinished)
        try steps.folder.write([1], steps.metadataFolder + "/someone's notes.txt")
        let unreachable = try IcebergTable(kept).unreachableFiles()
        #expect(unreachable.count == 4)
        #expect(unreachable.contains(unfinished))
        #expect(unreachable.contains(String(lost.metadataLocation.dropFirst(7))))
        for path in unreachable { try FileManager.default.removeItem(atPath: path) }
        #expect(try IcebergTable.load(metadataLocation: kept.metadataLocation).files().count == 1)
    }

    @Test("two thousand hours, one commit each, stay quick and small", .timeLimit(.minutes(10)))
    func scale() throws {
        let steps = try TableSteps(.hour, inMemory: true)
        var table = try steps.table
        var onDisk = 0
        let hours = 2000
        for number in 0..<hours {
            let change = TableChange(
                publicationID: "0190f5c8-7a5e-7cc0-98f2-\(100_000_000_000 + number)",
                added: [steps.file("0190f5c8-7a5e-7cc0-98f2-\(number).parquet", Int32(428_000 + number))])
            let version = try table.commit(
                change, now: steps.now + .seconds(3600 * number), snapshotID: Int64(number + 1), uuid: UUID().uuidString
            )
            for path in version.obsoleteFiles { try FileManager.default.removeItem(atPath: path) }
            table = try IcebergTable(version)
        }
        #expect(try table.files().count == hours)
        #expect(try table.version.metadata.encoded().count < 64 * 1024)
        let metadataFolder = steps.metadataFolder
        for name in try FileManager.default.contentsOfDirectory(atPath: metadataFolder) {
            onDisk += try steps.folder.bytes(metadataFolder + "/" + name).count
        }
        #expect(onDisk < 4 << 20, "\(onDisk) bytes")
    }
}
