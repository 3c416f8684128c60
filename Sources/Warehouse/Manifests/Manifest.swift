import BasinCore

/// Manifest files: which data files came, stayed and went (Avro, Iceberg v2).
enum Manifest {
    /// More rows or bytes than this in one file is damage; sums over a manifest list stay within 64 bits.
    static let countLimit: Int64 = 1 << 45
    static let byteLimit = 256 << 20

    static func schema(_ transform: PartitionTransform) -> String {
        let partition =
            switch transform {
            case .none: ""
            // Iceberg's day transform gives dates, the others plain numbers.
            case .day: field(transform, #"{"type":"int","logicalType":"date"}"#)
            case .hour, .month: field(transform, #""int""#)
            }
        return """
            {"type":"record","name":"manifest_entry","fields":[\
            {"name":"status","type":"int","field-id":0},\
            {"name":"snapshot_id","type":["null","long"],"default":null,"field-id":1},\
            {"name":"sequence_number","type":["null","long"],"default":null,"field-id":3},\
            {"name":"file_sequence_number","type":["null","long"],"default":null,"field-id":4},\
            {"name":"data_file","type":{"type":"record","name":"r2","fields":[\
            {"name":"content","type":"int","field-id":134},\
            {"name":"file_path","type":"string","field-id":100},\
            {"name":"file_format","type":"string","field-id":101},\
            {"name":"partition","type":{"type":"record","name":"r102","fields":[\(partition)]},"field-id":102},\
            {"name":"record_count","type":"long","field-id":103},\
            {"name":"file_size_in_bytes","type":"long","field-id":104}]},"field-id":2}]}
            """
    }

    private static func field(_ transform: PartitionTransform, _ type: String) -> String {
        let name = transform.fieldName ?? ""
        return #"{"name":"\#(name)","type":["null",\#(type)],"default":null,"field-id":\#(PartitionTransform.fieldID)}"#
    }

    static func encode(_ entries: [ManifestEntry], schema: TableSchema, spec: PartitionSpec, sync: [UInt8]) throws
        -> [UInt8]
    {
        let transform = spec.transform
        let uris = try entries.map { try FileLocation.uri($0.file.path) }
        return AvroFile.encode(
            Array(zip(entries, uris)), schema: self.schema(transform),
            metadata: [
                ("schema", try MetadataJSON.text(schema)), ("schema-id", String(schema.id)),
                ("partition-spec", try MetadataJSON.text(spec.fields)), ("partition-spec-id", String(spec.id)),
                ("format-version", "2"), ("content", "data"),
            ], sync: sync
        ) { output, item in
            let (entry, uri) = item
            output.int(entry.status.rawValue)
            output.optional(entry.snapshotID) { $0.long($1) }
            // Those of added files are inherited from the manifest list.
            let isAdded = entry.status == .added
            output.optional(isAdded ? nil : entry.sequenceNumber) { $0.long($1) }
            output.optional(isAdded ? nil : entry.fileSequenceNumber) { $0.long($1) }
            output.int(0)
            output.string(uri)
            output.string("PARQUET")
            if transform != .none { output.optional(entry.file.partition) { $0.int($1) } }
            output.long(entry.file.recordCount)
            output.long(entry.file.byteCount)
        }
    }

    static func decode(_ bytes: [UInt8], of manifest: ManifestFile, transform: PartitionTransform) throws
        -> [ManifestEntry]
    {
        let path = try FileLocation.path(manifest.location)
        let sequenceNumbers = 0..<Int64.max
        return try AvroFile.decode(bytes, path: path, schema: schema(transform)) { input in
            guard let status = ManifestEntry.Status(rawValue: try input.int()) else {
                throw input.damaged("a file's status is unknown")
            }
            let snapshotID = try input.optional { try $0.long() } ?? manifest.addedSnapshotID
            let sequenceNumber = try input.optional { try $0.long() }
            let fileSequenceNumber = try input.optional { try $0.long() }
            guard status == .added || (sequenceNumber != nil && fileSequenceNumber != nil),
                sequenceNumbers.contains(sequenceNumber ?? 0), sequenceNumbers.contains(fileSequenceNumber ?? 0)
            else { throw input.damaged("a file's sequence number is out of range") }
            guard try input.int() == 0 else { throw input.damaged("a file is not a data file") }
            let file = try FileLocation.path(try input.string())
            guard try input.string() == "PARQUET" else { throw input.damaged("a file is not Parquet") }
            let partition = transform == .none ? nil : try input.optional { try $0.int() }
            let recordCount = try input.count(upTo: countLimit)
            let byteCount = try input.count(upTo: countLimit)
            return ManifestEntry(
                status: status, snapshotID: snapshotID, sequenceNumber: sequenceNumber ?? manifest.sequenceNumber,
                fileSequenceNumber: fileSequenceNumber ?? manifest.sequenceNumber,
                file: DataFile(path: file, partition: partition, recordCount: recordCount, byteCount: byteCount))
        }
    }

    /// Reads a manifest from disk. Missing, cut or altered is `.damaged`.
    static func read(_ manifest: ManifestFile, transform: PartitionTransform) throws -> [ManifestEntry] {
        let path = try FileLocation.path(manifest.location)
        let bytes = try readTableFile(path, limit: byteLimit)
        guard bytes.count == manifest.byteCount else {
            throw BasinError(
                .damaged,
                "\(path) is damaged: it does not have the \(manifest.byteCount) bytes that it was written with. "
                    + "Restore it, or publish the table again."
            )
        }
        return try decode(bytes, of: manifest, transform: transform)
    }
}

/// Reads a file that table metadata names: one that is missing is damage.
func readTableFile(_ path: String, limit: Int) throws -> [UInt8] {
    do {
        return try DurableFile.read(path, limit: limit)
    } catch let error as BasinError where error.code == .notFound {
        throw BasinError(.damaged, "\(path) is missing. Restore it, or publish the table again.")
    }
}
