import BasinCore
import BasinEngines

/// What conditions may compare of events that just came: the envelope, and fields whose values are shown.
struct LiveColumns {
    let columns: [(name: String, type: FieldType)]
    private let fields: [Field]
    private let version: Int
    private let bitmapBytes: Int

    init(_ schema: EventSchema) {
        fields = schema.sentFields
        version = schema.version
        bitmapBytes = (schema.fields.count + 7) / 8
        columns = Envelope.leading.map { ($0.column.name, $0.column.type) }
            + fields.filter(\.isShownLive).map { ($0.name, $0.type) }
    }

    /// - Throws: `.query` for a condition on what is masked or not there yet.
    static func require(_ condition: CheckedCondition, _ type: AppliedEventType, within time: Duration) throws {
        for field in type.schema.fields where condition.names.contains(field.name) {
            if field.derivation != nil {
                throw BasinError(.query, "\(field.name) of \(type.name) is filled in at delivery; it is not there yet.")
            }
            guard !field.isShownLive else { continue }
            throw BasinError(
                .query,
                "\(field.name) of \(type.name) is \(field.isPseudonym ? "a person's id" : field.classification.rawValue): it is "
                    + "masked here, and conditions do not see it. Leave it out.")
        }
        let table = try ConditionTable(), columns = LiveColumns(type.schema).columns
        let row = try table.begin(type.name, columns: columns)
        // One row of nothing: what fails on it, such as a constant that is no number, would fail on every event.
        for (number, column) in columns.enumerated() { CellWriter.setNull(column.type, &row.vectors[number], 0) }
        try row.flush(rows: 1)
        try row.finish()
        do {
            _ = try table.matches(condition, within: time)
        } catch let error as BasinError {
            throw BasinError(error.code, "The condition does not fit \(type.name): \(error.message)")
        }
    }

    /// Fills the table with rows, which must live until this returns.
    func fill(_ table: AppendedTable, _ rows: [EncodedRow]) throws {
        var vectors = table.vectors
        var inChunk = 0
        for row in rows {
            EnvelopeCells.write(row, schemaVersion: version, to: vectors, at: inChunk)
            var cursor = FieldCursor(position: row.fields, end: row.end)
            let present = try cursor.take(bitmapBytes)
            var column = Envelope.leading.count
            for (index, field) in fields.enumerated() {
                let isPresent = FieldCursor.isPresent(present, index)
                guard field.isShownLive else {
                    if isPresent { try cursor.skip(field.type) }
                    continue
                }
                if isPresent {
                    vectors[column].setValid(inChunk)
                    try CellWriter.write(field.type, from: &cursor, to: &vectors[column], row: inChunk)
                } else {
                    CellWriter.setNull(field.type, &vectors[column], inChunk)
                }
                column += 1
            }
            inChunk += 1
            if inChunk == AppendedTable.chunkRows {
                try table.flush(rows: inChunk)
                vectors = table.vectors
                inChunk = 0
            }
        }
        try table.flush(rows: inChunk)
        try table.finish()
    }
}
