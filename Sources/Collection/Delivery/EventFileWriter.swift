import BasinCore
import BasinEngines
import BasinKeys
import BasinMetastore

/// Writes rows of one event type, schema version and hour into one Parquet file: subject ids become pseudonyms,
/// personal fields are sealed, the envelope is filled in.
struct EventFileWriter {
    let connection: DuckDBConnection
    let keys: KeyStore
    let typeID: UInt32
    let schema: EventSchema
    let hour: Hour

    /// Writes the rows of which `isNovel` says so. The same rows give the same sealed bytes.
    /// - Returns: how many were written. The file is not synced yet.
    func write(_ rows: [EncodedRow], where isNovel: [Bool], to path: String) throws -> Int {
        let writer = try ParquetWriter(connection: connection, columns: schema.columns)
        let arena = SealArena()
        defer { withExtendedLifetime(arena) {} }
        let sealer = try SealingContext(keys)
        let plan = EventFilePlan(schema, typeID: typeID)
        let subjects = try RowSubjects(rows, where: isNovel, schema: schema, positions: plan.pseudonyms, keys: keys)
        let dayKey = plan.needsDayKey ? try keys.dailyKey(typeID: typeID, day: day, purpose: .events) : nil
        let fields = schema.fields
        let bitmapBytes = (fields.count + 7) / 8
        let partitionTime = hour.start.microseconds
        var vectors = writer.vectors
        var inChunk = 0
        for index in rows.indices where isNovel[index] {
            let row = rows[index]
            EnvelopeCells.write(row, schemaVersion: schema.version, to: vectors, at: inChunk)
            var cursor = FieldCursor(position: row.fields, end: row.end)
            let present = try cursor.take(bitmapBytes)
            let subject = plan.subjectSlot.flatMap { subjects[index, $0] }
            for number in plan.cells.indices {
                let column = number + Envelope.leading.count
                guard FieldCursor.isPresent(present, number) else {
                    CellWriter.setNull(fields[number].storedType, &vectors[column], inChunk)
                    continue
                }
                vectors[column].setValid(inChunk)
                switch plan.cells[number] {
                case .oneByte: vectors[column].set(inChunk, try cursor.take(1).load(as: UInt8.self))
                case .fourBytes: vectors[column].set(inChunk, try cursor.take(4).loadUnaligned(as: UInt32.self))
                case .eightBytes: vectors[column].set(inChunk, try cursor.take(8).loadUnaligned(as: UInt64.self))
                case .text:
                    let text = try cursor.takeBytes()
                    vectors[column].setString(
                        inChunk, text.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!, count: text.count)
                case .pseudonym(let slot, let isText):
                    if isText { _ = try cursor.takeBytes() } else { try cursor.skip(fields[number].type) }
                    guard let pseudonym = subjects[index, slot]?.pseudonym else { throw FieldCursor.damaged }
                    let text = arena.allocate(Pseudonym.textByteCount)
                    pseudonym.write(to: text.assumingMemoryBound(to: UInt8.self))
                    vectors[column].setString(inChunk, text, count: Pseudonym.textByteCount)
                case .sealed(let isText, let origin):
                    let value = isText ? try cursor.takeBytes() : try cursor.takeValue(fields[number].type)
                    guard let key = subject?.key ?? dayKey else { throw FieldCursor.damaged }
                    let sealed = arena.allocate(SealingContext.sealedByteCount(value.count))
                    let count = try sealer.seal(
                        value, key: key, origin: origin, identity: row.identity,
                        into: sealed.assumingMemoryBound(to: UInt8.self))
                    vectors[column].setString(inChunk, sealed, count: count)
                case .other: try CellWriter.write(fields[number].type, from: &cursor, to: &vectors[column], row: inChunk)
                }
            }
            vectors[vectors.count - 1].set(inChunk, partitionTime)
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

    private var day: CivilDate { CivilDate(daysSinceEpoch: Int(Int64(hour.index).floorDivided(by: 24))) }
}
