import BasinCore

/// Rows of one section kind, each written down at most once, whatever the number of those who see it.
final class LiveRows {
    let rows: [EncodedRow]
    private let arena: RowArena
    let type: AppliedEventType?
    /// Whether the conditions' table holds them now.
    var isInTable = false
    private let kind: LiveKind
    private let fields: [Field]
    private var written: [Int: [UInt8]] = [:]
    private var json = JSONBytes()

    /// - Parameter type: nil: not known; then there are only refused events.
    /// - Throws: `.damaged` when the sections are no rows, or of a version that the type does not have.
    init(_ offers: [LiveOffer], _ kind: LiveKind, _ type: AppliedEventType?) throws {
        self.kind = kind
        self.type = type
        switch kind.kind {
        case .quarantine: fields = RowFormat.quarantineFields
        case .events:
            guard let schema = type?.versions.first(where: { $0.version == Int(kind.schemaVersion) }) else {
                throw FieldCursor.damaged
            }
            fields = schema.fields
        }
        arena = try RowArena(offers.map { ($0.section, $0.received, 0) })
        rows = arena.rows
    }

    deinit { json.deallocate() }

    /// What conditions may compare.
    func columns() throws -> LiveColumns {
        guard let schema = type?.versions.first(where: { $0.version == Int(kind.schemaVersion) }) else {
            throw FieldCursor.damaged
        }
        return LiveColumns(schema)
    }

    /// As a server-sent event.
    func line(_ number: Int) throws -> [UInt8] {
        if let known = written[number] { return known }
        json.text.truncate(to: 0)
        let line: [UInt8]
        switch kind.kind {
        case .events:
            try writeAccepted(rows[number])
            line = LiveText.event("accepted", json.text.bytes)
        case .quarantine:
            try writeRefused(rows[number])
            line = LiveText.event("refused", json.text.bytes)
        }
        written[number] = line
        return line
    }

    private func writeAccepted(_ row: EncodedRow) throws {
        begin(row)
        json.appendKey("source")
        json.append(string: row.source)
        json.appendKey("id")
        json.append(string: row.id)
        for (name, time) in [("time", row.eventTime), ("senttime", row.sentTime)] where time != RowFormat.absent {
            json.appendKey(name)
            json.append(string: Timestamp(microseconds: time).description)
        }
        if row.sequence != RowFormat.absent {
            json.appendKey("sequence")
            json.text.append(text: row.sequence.description)
        }
        json.appendKey("data")
        var cursor = FieldCursor(position: row.fields, end: row.end)
        try json.appendFields(fields, from: &cursor)
        json.text.append(UInt8(ascii: "}"))
    }

    private func writeRefused(_ row: EncodedRow) throws {
        var cursor = FieldCursor(position: row.fields, end: row.end)
        let present = try cursor.take((fields.count + 7) / 8)
        begin(row)
        for (index, field) in fields.enumerated() where FieldCursor.isPresent(present, index) {
            let bytes = try cursor.takeBytes()
            if field.name == "payload" {
                json.appendKey("event")
                let shown = MaskedEvent(fields: type?.schema.sentFields ?? []).text(Array(bytes))
                if shown.utf8.first == UInt8(ascii: "{") { json.text.append(text: shown) } else { json.append(string: shown) }
            } else {
                json.appendKey(field.name)
                json.append(string: bytes)
            }
        }
        json.text.append(UInt8(ascii: "}"))
    }

    private func begin(_ row: EncodedRow) {
        json.text.append(UInt8(ascii: "{"))
        json.appendKey("receivedtime", isFirst: true)
        json.append(string: row.received.description)
        json.appendKey("type")
        if let type { json.append(string: type.name) } else { json.text.append("null") }
    }
}
