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
        let subjects = try subjects(of: rows, where: isNovel)
        let dayKey =
            schema.fields.contains { $0.classification.isSealed }
            ? try keys.dailyKey(typeID: typeID, day: CivilDate(daysSinceEpoch: Int(Int64(hour.index).floorDivided(by: 24))), purpose: .events) : nil
        let fieldCount = schema.fields.count
        let bitmapBytes = (fieldCount + 7) / 8
        let origins = schema.fields.map { FieldOrigin(typeID: typeID, fieldID: UInt32($0.id)) }
        let partitionTime = hour.start.microseconds
        var vectors = writer.vectors
        var inChunk = 0
        for (index, row) in rows.enumerated() where isNovel[index] {
            writeEnvelope(row, to: vectors, at: inChunk)
            var cursor = FieldCursor(position: row.fields, end: row.end)
            let present = try cursor.take(bitmapBytes)
            let subject = subjects?[index]
            for number in 0..<fieldCount {
                let field = schema.fields[number]
                let column = number + Envelope.leading.count
                guard FieldCursor.isPresent(present, number) else {
                    CellWriter.setNull(field.storedType, &vectors[column], inChunk)
                    continue
                }
                vectors[column].setValid(inChunk)
                if field.isSubject {
                    _ = try cursor.takeValue(field.type)
                    guard let pseudonym = subject?.pseudonym else { throw FieldCursor.damaged }
                    let text = arena.allocate(Pseudonym.textByteCount)
                    pseudonym.write(to: text.assumingMemoryBound(to: UInt8.self))
                    vectors[column].setString(inChunk, text, count: Pseudonym.textByteCount)
                } else if field.classification.isSealed {
                    let value = try cursor.takeValue(field.type)
                    guard let key = subject?.key ?? dayKey else { throw FieldCursor.damaged }
                    let sealed = arena.allocate(SealingContext.sealedByteCount(value.count))
                    let count = try sealer.seal(
                        value, key: key, origin: origins[number], identity: row.identity, into: sealed.assumingMemoryBound(to: UInt8.self))
                    vectors[column].setString(inChunk, sealed, count: count)
                } else {
                    try CellWriter.write(field.type, from: &cursor, to: &vectors[column], row: inChunk)
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

    private func writeEnvelope(_ row: EncodedRow, to vectors: [ColumnVector], at index: Int) {
        vectors[0].setString(index, row.source.baseAddress!, count: row.source.count)
        vectors[1].setString(index, row.id.baseAddress!, count: row.id.count)
        let received = row.received.microseconds
        vectors[2].set(index, row.eventTime == RowFormat.absent ? received : row.eventTime)
        vectors[3].set(index, received)
        if row.sentTime == RowFormat.absent { vectors[4].setNull(index) } else {
            vectors[4].setValid(index)
            vectors[4].set(index, row.sentTime)
        }
        vectors[5].set(index, Int32(schema.version))
        if row.sequence == RowFormat.absent { vectors[6].setNull(index) } else {
            vectors[6].setValid(index)
            vectors[6].set(index, row.sequence)
        }
    }

    /// The subject of each novel row, nil where it has none; nil when the type has no subject field.
    private func subjects(of rows: [EncodedRow], where isNovel: [Bool]) throws -> [Subject?]? {
        guard let position = schema.fields.firstIndex(where: { $0.isSubject }) else { return nil }
        let type = schema.fields[position].type
        var ids: [[UInt8]] = []
        var seen: [[UInt8]: Int] = [:]
        var ofRow = [Int](repeating: -1, count: rows.count)
        for (index, row) in rows.enumerated() where isNovel[index] {
            var cursor = FieldCursor(position: row.fields, end: row.end)
            let present = try cursor.take((schema.fields.count + 7) / 8)
            guard FieldCursor.isPresent(present, position) else { continue }
            for number in 0..<position where FieldCursor.isPresent(present, number) {
                try cursor.skip(schema.fields[number].type)
            }
            let id = Self.text(of: try cursor.takeValue(type), type)
            if let known = seen[id] {
                ofRow[index] = known
            } else {
                seen[id] = ids.count
                ofRow[index] = ids.count
                ids.append(id)
            }
        }
        let subjects = try keys.subjects(for: ids)
        return ofRow.map { $0 < 0 ? nil : subjects[$0] }
    }

    /// A subject's id as people write it: `subject('53')` finds the number 53 too.
    private static func text(of value: UnsafeRawBufferPointer, _ type: FieldType) -> [UInt8] {
        switch type {
        case .int32: Array(String(value.loadUnaligned(as: Int32.self)).utf8)
        case .int64: Array(String(value.loadUnaligned(as: Int64.self)).utf8)
        case .uuid:
            Array(
                value.enumerated().map { index, byte in
                    ([4, 6, 8, 10].contains(index) ? "-" : "") + (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }.joined().utf8)
        default: Array(value)
        }
    }
}
