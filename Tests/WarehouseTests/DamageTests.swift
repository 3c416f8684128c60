import BasinCore
import BasinWarehouse
import Foundation
import Testing

@Suite("Damaged table files")
struct DamageTests {
    /// One file of a table's metadata.
    enum Part: CaseIterable { case manifest, manifestList, metadata }

    private let steps: TableSteps
    private let files: [DataFile]

    init() throws {
        var steps = try TableSteps(.hour)
        let files = (0..<4).map { steps.file("file-\($0).parquet", Int32(428_000 + $0 * 300), rows: 77 << $0) }
        try steps.commit("p0", add: files)
        try steps.commit("p1", remove: [files[0].path])
        self.steps = steps
        self.files = Array(files.dropFirst())
    }

    private func path(_ part: Part) throws -> String {
        let metadataFolder = steps.metadataFolder
        switch part {
        case .metadata: return String(steps.version.metadataLocation.dropFirst(7))
        case .manifestList:
            return String(try #require(steps.version.metadata.currentSnapshot).manifestList.dropFirst(7))
        case .manifest:
            let lists = steps.version.metadata.snapshots.map { String($0.manifestList.dropFirst(7)) }
            let newest = try FileManager.default.contentsOfDirectory(atPath: metadataFolder)
                .filter { $0.hasSuffix("-m0.avro") }.map { metadataFolder + "/" + $0 }
            // The deletion rewrote the only manifest: it is the one of the second snapshot's UUID.
            let uuid = lists[1].split(separator: "-1-").last?.dropLast(5) ?? ""
            return try #require(newest.first { $0.contains(uuid) })
        }
    }

    /// Reads the table, and says what went wrong.
    private func read() -> Result<Set<DataFile>, any Error> {
        Result { Set(try IcebergTable.load(metadataLocation: steps.version.metadataLocation).files()) }
    }

    @Test("no flipped bit crashes; in Avro files none changes what is read", arguments: Part.allCases)
    func flips(_ part: Part) throws {
        let path = try path(part)
        let good = try steps.folder.bytes(path)
        var refused = 0
        for bit in stride(from: 0, to: good.count * 8, by: part == .metadata ? 29 : 7) {
            var bytes = good
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            try steps.folder.write(bytes, path)
            switch read() {
            case .success(let found):
                if part != .metadata { #expect(found == Set(files), "bit \(bit)") }
            case .failure(let error):
                #expect((error as? BasinError)?.code == .damaged, "bit \(bit): \(error)")
                refused += 1
            }
        }
        #expect(refused > 100)
    }

    @Test("a file cut anywhere, longer, empty or gone is damage", arguments: Part.allCases)
    func cuts(_ part: Part) throws {
        let path = try path(part)
        let good = try steps.folder.bytes(path)
        for length in stride(from: 0, to: good.count, by: part == .metadata ? 11 : 3) {
            try steps.folder.write([UInt8](good.prefix(length)), path)
            if case .failure(let error) = read() {
                #expect((error as? BasinError)?.code == .damaged, "\(length): \(error)")
            } else {
                // A list cut between blocks would be a list without them.
                Issue.record("\(length) of \(good.count) bytes were read")
            }
        }
        try steps.folder.write(good + [0], path)
        #expect(code { _ = try read().get() } == .damaged)
        try FileManager.default.removeItem(atPath: path)
        #expect(code { _ = try read().get() } == .damaged)
        #expect(code { _ = try steps.table } == (part == .metadata ? .damaged : nil))
    }

    @Test("random bytes in the middle are damage and never more", arguments: Part.allCases)
    func garbage(_ part: Part) throws {
        let path = try path(part)
        let good = try steps.folder.bytes(path)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            var bytes = good
            let start = Int.random(in: 0..<good.count, using: &random)
            for position in start..<min(good.count, start + Int.random(in: 1...24, using: &random)) {
                bytes[position] = UInt8.random(in: 0...255, using: &random)
            }
            try steps.folder.write(bytes, path)
            if case .failure(let error) = read() { #expect((error as? BasinError)?.code == .damaged) }
        }
    }

    @Test("a commit to a damaged table fails or works, and never crashes", arguments: Part.allCases)
    func commits(_ part: Part) throws {
        let path = try path(part)
        let good = try steps.folder.bytes(path)
        for bit in stride(from: 3, to: good.count * 8, by: 397) {
            var bytes = good
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            try steps.folder.write(bytes, path)
            let change = TableChange(
                publicationID: "p2", added: [steps.file("new", 428_100)], removedPaths: [files[0].path])
            do {
                let table = try IcebergTable.load(metadataLocation: steps.version.metadataLocation)
                _ = try table.commit(change, now: steps.now, snapshotID: Int64(bit + 10_000), uuid: UUID().uuidString)
            } catch {
                #expect(error is BasinError)
            }
        }
    }

    @Test(
        "metadata that contradicts itself or points outside the table is damage",
        arguments: [
            ("\"format-version\":2", "\"format-version\":3"),
            ("\"last-sequence-number\":2", "\"last-sequence-number\":9223372036854775807"),
            ("\"last-sequence-number\":2", "\"last-sequence-number\":1"),
            ("\"last-sequence-number\":2", "\"last-sequence-number\":-2"),
            ("\"last-sequence-number\":2", "\"last-sequence-number\":99999999999999999999"),
            ("\"current-schema-id\":1", "\"current-schema-id\":7"),
            ("\"current-snapshot-id\":1002", "\"current-snapshot-id\":1001"),
            ("\"default-spec-id\":0", "\"default-spec-id\":1"),
            ("\"transform\":\"hour\"", "\"transform\":\"bucket[4]\""),
            ("/metadata/snap-1001", "/metadata/../../snap-1001"),
            ("/metadata/00001-", "/etc/00001-"),
            ("\"location\":\"file://", "\"location\":\"s3://"),
            ("\"snapshots\":", "\"other\":"),
        ])
    func contradictions(_ old: String, _ new: String) throws {
        let path = try path(.metadata)
        let text = String(decoding: try steps.folder.bytes(path), as: UTF8.self)
        let changed = text.replacing(old, with: new)
        try #require(changed != text)
        try steps.folder.write([UInt8](changed.utf8), path)
        #expect(code { _ = try read().get() } == .damaged)
    }

    @Test("deeply nested JSON is damage")
    func depth() throws {
        let path = try path(.metadata)
        try steps.folder.write([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000), path)
        #expect(code { _ = try read().get() } == .damaged)
        let nested = String(repeating: #"{"type":"list","element-id":1,"element":"#, count: 100_000)
        try steps.folder.write(
            [UInt8](
                (#"{"schemas":[{"schema-id":1,"fields":[{"id":1,"name":"a","required":false,"type":"# + nested).utf8),
            path)
        #expect(code { _ = try read().get() } == .damaged)
    }

    @Test(
        "a location that is not a table's is refused",
        arguments: ["", "/plain/path", "s3://bucket/a", "file://relative", "file:///a/../b", "file:///no/such/file"])
    func locations(_ location: String) {
        #expect(code { _ = try IcebergTable.load(metadataLocation: location) } == .damaged)
    }
}
