import BasinCore

/// Reads CloudEvents, one a line, as the door does.
final class CloudEventReader: ImportReader {
    private let parser: IntakeParser
    private let catalog: IntakeCatalog
    private let typeID: UInt32
    private var occurrence: FieldOccurrence
    private let limits = IntakeLimits(bodyByteCount: .max, eventCount: .max)

    init(_ plan: ImportPlan) throws {
        parser = try IntakeParser()
        catalog = IntakeCatalog([plan.type])
        typeID = plan.type.id
        occurrence = FieldOccurrence(plan.type.schema)
    }

    /// A CloudEvent has its fields by their own names.
    var unseenFields: [String] { [] }

    var unfilledFields: [String] { occurrence.unfilled }

    func read(_ lines: UnsafeRawBufferPointer, firstRecord: Int, failures: [Int: RowFailure]) throws -> RecordBatch {
        let parsed = try parser.parse(body: lines, mode: .ndjson, isGzip: false, catalog: catalog, limits: limits)
        var batch = RecordBatch()
        batch.recordCount = parsed.acceptedCount + parsed.refusals.count
        batch.droppedFieldCount = parsed.droppedFieldCount
        batch.refusals = parsed.refusals.map { refusal in
            var refusal = refusal
            refusal.index += firstRecord
            return refusal
        }
        for section in parsed.sections {
            guard section.kind == .events else {
                // Events of other types are charged to the imported one: it is its file that holds them.
                batch.quarantine = Self.joined(batch.quarantine, section, typeID: typeID)
                continue
            }
            batch.bytes = section.bytes
            try section.bytes.withUnsafeBytes { bytes in
                guard var cursor = bytes.baseAddress else { return }
                let start = cursor, end = cursor + bytes.count
                while cursor < end {
                    guard let (row, next) = EncodedRow.read(at: cursor, end: end, received: Timestamp(microseconds: 0), position: 0)
                    else { throw FieldCursor.damaged }
                    let time = row.sentTime == RowFormat.absent ? row.eventTime : row.sentTime
                    guard time != RowFormat.absent else {
                        throw BasinError(
                            .invalid, "An event of the file has neither `time` nor `senttime`; an import needs one to know its hour. Nothing was imported.")
                    }
                    occurrence.note(row.fields)
                    batch.times.append(time)
                    batch.offsets.append(next - start)
                    cursor = next
                }
            }
        }
        return batch
    }

    private static func joined(
        _ first: IntakeBatch.Section?, _ second: IntakeBatch.Section, typeID: UInt32
    ) -> IntakeBatch.Section {
        var section = second
        section.typeID = typeID
        if let first {
            section.bytes = first.bytes + second.bytes
            section.rowCount += first.rowCount
        }
        return section
    }
}
