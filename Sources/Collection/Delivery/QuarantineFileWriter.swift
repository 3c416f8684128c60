import BasinCore
import BasinEngines
import BasinKeys
import BasinMetastore

/// Writes refused events into one Parquet file. The payload is sealed under the type's key of the day, which is
/// destroyed after 30 days.
struct QuarantineFileWriter {
    static let columns: [Column] =
        [Envelope.receivedTime.column]
        + RowFormat.quarantineFields.map { Column(name: $0.name, type: $0.storedType, id: $0.id, isRequired: false) }
        + [Envelope.partitionTime.column]

    let connection: DuckDBConnection
    let keys: KeyStore
    let typeID: UInt32
    let hour: Hour

    func write(_ rows: [EncodedRow], to path: String) throws -> Int {
        let writer = try ParquetWriter(connection: connection, columns: Self.columns)
        let arena = SealArena()
        defer { withExtendedLifetime(arena) {} }
        let sealer = try SealingContext(keys)
        let key = try keys.dailyKey(typeID: typeID, day: CivilDate(daysSinceEpoch: Int(Int64(hour.index).floorDivided(by: 24))), purpose: .quarantine)
        let fields = RowFormat.quarantineFields
        var vectors = writer.vectors
        var inChunk = 0
        for (number, row) in rows.enumerated() {
            vectors[0].set(inChunk, row.received.microseconds)
            var cursor = FieldCursor(position: row.fields, end: row.end)
            let present = try cursor.take((fields.count + 7) / 8)
            for (index, field) in fields.enumerated() {
                guard FieldCursor.isPresent(present, index) else {
                    vectors[index + 1].setNull(inChunk)
                    continue
                }
                vectors[index + 1].setValid(inChunk)
                if field.classification.isSealed {
                    let value = try cursor.takeBytes()
                    // A refused event has no identity of its own: its place in the log names it, once.
                    let identity = [row.position, UInt64(number)]
                    let sealed = arena.allocate(SealingContext.sealedByteCount(value.count))
                    let count = try identity.withUnsafeBytes {
                        try sealer.seal(
                            value, key: key, origin: FieldOrigin(typeID: typeID, fieldID: UInt32(field.id)),
                            identity: $0, into: sealed.assumingMemoryBound(to: UInt8.self))
                    }
                    vectors[index + 1].setString(inChunk, sealed, count: count)
                } else {
                    try CellWriter.write(field.type, from: &cursor, to: &vectors[index + 1], row: inChunk)
                }
            }
            vectors[vectors.count - 1].set(inChunk, hour.start.microseconds)
            inChunk += 1
            if inChunk == ParquetWriter.chunkRows {
                try writer.flush(rows: inChunk)
                vectors = writer.vectors
                arena.reset()
                inChunk = 0
            }
        }
        try writer.flush(rows: inChunk)
        try writer.finish(path: path)
        return writer.rowCount
    }
}
