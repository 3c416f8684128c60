import Foundation

/// A way to hurt a data folder, and what fsck must say of it: that and nothing else.
struct FolderDamage: Sendable, CustomStringConvertible {
    var kind: String
    var isMended = false
    var isNote = false
    /// Which of several with one kind.
    var way = ""
    var make: @Sendable (CareDrill) throws -> Void

    var description: String { kind + (way.isEmpty ? "" : ": " + way) }

    static let all: [FolderDamage] = databases + files + ledgers + identities + log + tables + scratch

    private static let databases: [FolderDamage] = [
        FolderDamage(kind: "metastore.missing") { try remove($0.data + "/metastore.sqlite") },
        FolderDamage(kind: "metastore.damaged", way: "pages") { drill in
            // What the write-ahead log holds, too, would mend it.
            try drill.edit("metastore.sqlite", "PRAGMA wal_checkpoint(TRUNCATE)")
            try rot(drill.data + "/metastore.sqlite")
        },
        FolderDamage(kind: "metastore.damaged", way: "a reference to nothing") {
            try $0.edit("metastore.sqlite", "INSERT INTO event_schema VALUES (4711, 1, '{}')")
        },
        FolderDamage(kind: "keys.missing") { try remove($0.data + "/keys.sqlite") },
        FolderDamage(kind: "keys.damaged") { try rot($0.data + "/keys.sqlite") },
        FolderDamage(kind: "keys.master") { drill in
            try Data(String(repeating: "5a", count: 32).utf8).write(to: URL(fileURLWithPath: drill.data + ".key"))
        },
        FolderDamage(kind: "keys.unneeded", isMended: true) {
            try $0.edit("keys.sqlite", "INSERT INTO segment_keys (segment_id, wrapped) VALUES (4711, x'00')")
        },
    ]

    private static let files: [FolderDamage] = [
        FolderDamage(kind: "file.missing") { try remove(try $0.sealedFile()) },
        FolderDamage(kind: "file.missing", way: "of a partition") {
            try remove(try one($0.files("warehouse/basin/first_hourly")))
        },
        FolderDamage(kind: "file.missing", way: "of quarantine") { try remove(try one($0.files("quarantine"))) },
        FolderDamage(kind: "file.size") { drill in
            try CareDrill.change(try drill.sealedFile()) { $0.removeLast(10) }
        },
        FolderDamage(kind: "file.unreadable") { drill in
            try CareDrill.change(try drill.sealedFile()) { bytes in
                for index in bytes.count - 60..<bytes.count { bytes[index] ^= 0x55 }
            }
        },
        FolderDamage(kind: "file.rows") {
            try $0.edit(
                "metastore.sqlite",
                """
                UPDATE data_file SET rows = rows + 1 WHERE path = '\(try $0.sealedFile())';
                UPDATE hour SET delivered = delivered + 1, received = received + 1 WHERE type_id = 1 AND sealed_at IS NOT NULL
                    AND hour = (SELECT hour FROM data_file WHERE path = '\(try $0.sealedFile())');
                """)
        },
        FolderDamage(kind: "file.unknown", isMended: true, way: "a copy") {
            let file = try $0.sealedFile()
            try FileManager.default.copyItem(atPath: file, toPath: file.replacing(".parquet", with: "-copy.parquet"))
        },
        FolderDamage(kind: "file.unknown", isMended: true, way: "something else") {
            try Data("notes".utf8).write(to: URL(fileURLWithPath: $0.data + "/notes.txt"))
        },
        FolderDamage(kind: "file.unknown", isMended: true, way: "metadata that no table reaches") {
            let metadata = try one($0.files("warehouse/basin/first_type/metadata", suffix: ".avro"))
            try FileManager.default.copyItem(
                atPath: metadata, toPath: metadata.replacing(".avro", with: "-copy.avro"))
        },
        FolderDamage(kind: "file.obsolete", isMended: true) {
            try $0.edit("metastore.sqlite", "INSERT INTO obsolete_file VALUES ('\($0.data)/warehouse/gone.parquet', 5)")
        },
        FolderDamage(kind: "file.elsewhere") { drill in
            let open = try one(drill.openFiles())
            try remove(open)
            try drill.edit(
                "metastore.sqlite", "UPDATE data_file SET path = '/elsewhere/a.parquet' WHERE path = '\(open)'")
        },
    ]

    private static let ledgers: [FolderDamage] = [
        FolderDamage(kind: "hour.unbalanced") {
            try $0.edit("metastore.sqlite", "UPDATE hour SET received = received + 1 WHERE \(sealedHour)")
        },
        FolderDamage(kind: "hour.rows") {
            try $0.edit(
                "metastore.sqlite",
                "UPDATE hour SET received = received + 1, delivered = delivered + 1 WHERE \(sealedHour)")
        },
        FolderDamage(kind: "hour.quarantine") {
            try $0.edit(
                "metastore.sqlite",
                "UPDATE hour SET received = received + 1, quarantined = quarantined + 1 WHERE \(sealedHour)")
        },
        FolderDamage(kind: "hour.seal") {
            try $0.edit("metastore.sqlite", "UPDATE data_file SET is_sealed = 0 WHERE path = '\(try $0.sealedFile())'")
        },
        FolderDamage(kind: "hour.seal", way: "of an open hour") {
            try $0.edit(
                "metastore.sqlite", "UPDATE data_file SET is_sealed = 1 WHERE path = '\(try one($0.openFiles()))'")
        },
        FolderDamage(kind: "partition.files") {
            try $0.edit("metastore.sqlite", "UPDATE dataset_partition SET rows = rows + 1 WHERE revision > 0")
        },
    ]

    private static let sealedHour = "type_id = 1 AND hour = (SELECT min(hour) FROM hour WHERE type_id = 1)"

    private static let identities: [FolderDamage] = [
        FolderDamage(kind: "identities.missing") { try remove(try one($0.files("identities", suffix: ".ids"))) },
        FolderDamage(kind: "identities.damaged") { drill in
            try CareDrill.change(try one(drill.files("identities", suffix: ".ids"))) { $0[$0.count / 2] ^= 1 }
        },
        FolderDamage(kind: "identities.damaged", way: "in the metastore") {
            try $0.edit(
                "metastore.sqlite",
                """
                UPDATE identity_run SET bytes = zeroblob(length(bytes)) WHERE name =
                    (SELECT min(name) FROM identity_run WHERE bytes IS NOT NULL)
                """)
        },
        FolderDamage(kind: "identities.unknown", isMended: true) {
            let run = try one($0.files("identities", suffix: ".ids"))
            try FileManager.default.copyItem(atPath: run, toPath: run.replacing(".ids", with: "-copy.ids"))
        },
    ]

    private static let log: [FolderDamage] = [
        FolderDamage(kind: "log.unreadable") {
            try Data(repeating: 7, count: 300).write(
                to: URL(fileURLWithPath: $0.data + "/log/00000000000000ff.segment"))
        },
        FolderDamage(kind: "log.damaged") { drill in
            try CareDrill.change(try one(drill.files("log", suffix: ".segment"))) { $0[$0.count / 2] ^= 1 }
        },
        FolderDamage(kind: "log.key") { try $0.edit("keys.sqlite", "DELETE FROM segment_keys") },
        FolderDamage(kind: "log.torn", isNote: true) { drill in
            try CareDrill.change(try one(drill.files("log", suffix: ".segment"))) {
                $0.append(Data(repeating: 0, count: 500))
            }
        },
    ]

    private static let tables: [FolderDamage] = [
        FolderDamage(kind: "iceberg.metadata", isMended: true) { drill in
            for file in drill.files("warehouse/basin/first_type/metadata", suffix: ".metadata.json") {
                try remove(file)
            }
        },
        FolderDamage(kind: "iceberg.metadata", isMended: true, way: "a rotten manifest") { drill in
            for file in drill.files("warehouse/basin/first_type/metadata", suffix: ".avro") { try rot(file) }
        },
        FolderDamage(kind: "iceberg.behind", isMended: true) {
            try $0.edit("metastore.sqlite", "DELETE FROM iceberg_table WHERE type_id = 1")
        },
    ]

    private static let scratch: [FolderDamage] = [
        FolderDamage(kind: "held.missing", isMended: true) {
            try $0.edit(
                "metastore.sqlite",
                "UPDATE run_report SET held_folder = '\($0.data)/held/9-9', held_until = 5 WHERE run_id = (SELECT min(run_id) FROM run_report)"
            )
        },
        FolderDamage(kind: "held.unknown", isMended: true) { try write("held/7-7/part-0.parquet", $0) },
        FolderDamage(kind: "scratch", isMended: true) { try write("staging/7-7/part-0.parquet", $0) },
        FolderDamage(kind: "lost", isNote: true) { try write("lost/part-0.parquet", $0) },
    ]

    private static func write(_ name: String, _ drill: CareDrill) throws {
        let path = drill.data + "/" + name
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data("x".utf8).write(to: URL(fileURLWithPath: path))
    }

    private static func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: path) }

    private static func rot(_ path: String) throws {
        try CareDrill.change(path) { bytes in
            for index in stride(from: bytes.count / 4, to: bytes.count, by: 3) { bytes[index] ^= 0x5a }
        }
    }

    static func one(_ files: [String]) throws -> String {
        guard let file = files.first else { throw DrillFailure("there is no such file") }
        return file
    }
}
