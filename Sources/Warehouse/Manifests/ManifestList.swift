import BasinCore

/// Manifest lists: the manifests of one snapshot (Avro, Iceberg v2).
enum ManifestList {
    static let byteLimit = 64 << 20

    static let schema = """
        {"type":"record","name":"manifest_file","fields":[\
        {"name":"manifest_path","type":"string","field-id":500},\
        {"name":"manifest_length","type":"long","field-id":501},\
        {"name":"partition_spec_id","type":"int","field-id":502},\
        {"name":"content","type":"int","field-id":517},\
        {"name":"sequence_number","type":"long","field-id":515},\
        {"name":"min_sequence_number","type":"long","field-id":516},\
        {"name":"added_snapshot_id","type":"long","field-id":503},\
        {"name":"added_files_count","type":"int","field-id":504},\
        {"name":"existing_files_count","type":"int","field-id":505},\
        {"name":"deleted_files_count","type":"int","field-id":506},\
        {"name":"added_rows_count","type":"long","field-id":512},\
        {"name":"existing_rows_count","type":"long","field-id":513},\
        {"name":"deleted_rows_count","type":"long","field-id":514},\
        {"name":"partitions","type":["null",{"type":"array","items":{"type":"record","name":"r508","fields":[\
        {"name":"contains_null","type":"boolean","field-id":509},\
        {"name":"contains_nan","type":["null","boolean"],"default":null,"field-id":518},\
        {"name":"lower_bound","type":["null","bytes"],"default":null,"field-id":510},\
        {"name":"upper_bound","type":["null","bytes"],"default":null,"field-id":511}]},"element-id":508}],\
        "default":null,"field-id":507}]}
        """

    static func encode(_ manifests: [ManifestFile], snapshot: Snapshot, specID: Int, sync: [UInt8]) -> [UInt8] {
        AvroFile.encode(
            manifests, schema: schema,
            metadata: [
                ("snapshot-id", String(snapshot.id)),
                ("parent-snapshot-id", snapshot.parentID.map { String($0) } ?? "null"),
                ("sequence-number", String(snapshot.sequenceNumber)), ("format-version", "2"),
            ], sync: sync
        ) { output, manifest in
            output.string(manifest.location)
            output.long(manifest.byteCount)
            output.long(Int64(specID))
            output.int(0)
            output.long(manifest.sequenceNumber)
            output.long(manifest.minSequenceNumber)
            output.long(manifest.addedSnapshotID)
            output.int(manifest.addedFiles)
            output.int(manifest.existingFiles)
            output.int(manifest.deletedFiles)
            output.long(manifest.addedRows)
            output.long(manifest.existingRows)
            output.long(manifest.deletedRows)
            output.long(1)
            if let partitions = manifest.partitions {
                output.long(1)
                output.boolean(false)
                output.optional(false) { $0.boolean($1) }
                output.optional(littleEndian(partitions.lowerBound)) { $0.bytes($1) }
                output.optional(littleEndian(partitions.upperBound)) { $0.bytes($1) }
            }
            output.long(0)
        }
    }

    /// `folder` is where the table's manifests are; one elsewhere is damage.
    static func decode(_ bytes: [UInt8], path: String, folder: String) throws -> [ManifestFile] {
        let numbers = 0..<Int64.max
        return try AvroFile.decode(bytes, path: path, schema: schema) { input in
            let location = try input.string()
            guard DurableFile.folder(of: try FileLocation.path(location)) == folder else {
                throw input.damaged("a manifest is outside the table")
            }
            let byteCount = try input.count(upTo: Manifest.countLimit)
            guard try input.long() == 0, try input.int() == 0 else { throw input.damaged("a manifest is not Basin's") }
            var manifest = ManifestFile(
                location: location, byteCount: byteCount, sequenceNumber: try input.long(),
                minSequenceNumber: try input.long(), addedSnapshotID: try input.long())
            guard numbers.contains(manifest.sequenceNumber), numbers.contains(manifest.minSequenceNumber) else {
                throw input.damaged("a sequence number is out of range")
            }
            manifest.addedFiles = Int32(try input.count(upTo: Int64(Int32.max)))
            manifest.existingFiles = Int32(try input.count(upTo: Int64(Int32.max)))
            manifest.deletedFiles = Int32(try input.count(upTo: Int64(Int32.max)))
            manifest.addedRows = try input.count(upTo: .max)
            manifest.existingRows = try input.count(upTo: .max)
            manifest.deletedRows = try input.count(upTo: .max)
            manifest.partitions = try partitions(&input)
            return manifest
        }
    }

    static func read(_ location: String, folder: String) throws -> [ManifestFile] {
        let path = try FileLocation.path(location)
        return try decode(try readTableFile(path, limit: byteLimit), path: path, folder: folder)
    }

    private static func partitions(_ input: inout AvroInput) throws -> ClosedRange<Int32>? {
        guard try input.long() == 1 else { throw input.damaged("a manifest has no partitions") }
        guard try input.count(upTo: 1) == 1 else { return nil }
        guard try !input.boolean(), try input.optional({ try $0.boolean() }) == false,
            let low = try input.optional({ try $0.byteArray() }).flatMap(int32),
            let high = try input.optional({ try $0.byteArray() }).flatMap(int32), low <= high,
            try input.long() == 0
        else { throw input.damaged("a manifest's partitions are not as Basin writes them") }
        return low...high
    }

    private static func littleEndian(_ value: Int32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func int32(_ bytes: [UInt8]) -> Int32? {
        guard bytes.count == 4 else { return nil }
        return bytes.reversed().reduce(0) { $0 << 8 | Int32($1) }
    }
}
