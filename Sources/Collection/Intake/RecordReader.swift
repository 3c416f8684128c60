import BasinCore

/// Reads plain NDJSON records into rows, for imports: the same validation as for events. Reused from chunk to chunk;
/// one owner at a time.
package final class RecordReader {
    private let json: JSONParser
    private let plan: RecordPlan
    private let limits: IntakeLimits
    private var encoder = RowEncoder()
    private var scratch = RowWriter()
    private var rows = RowWriter()
    private var refused = RowWriter()
    private var body = RowWriter()
    /// Of the keys that the plan names, those that no record had yet.
    private var unseen: [(key: Int, name: String)]
    private var objectCount = 0
    private var occurrence: FieldOccurrence

    /// Throws `.system` without memory.
    package init(plan: RecordPlan, limits: IntakeLimits = IntakeLimits()) throws {
        json = try JSONParser()
        self.plan = plan
        self.limits = limits
        unseen = plan.namedKeys
        occurrence = FieldOccurrence(plan.type.schema)
        encoder.forgetOrders(count: plan.orderCount)
    }

    deinit {
        encoder.deallocate()
        for writer in [scratch, rows, refused, body] { writer.deallocate() }
    }

    /// The fields that the plan names and that no record had so far; none before the first record.
    package var unseenFields: [String] { objectCount == 0 ? [] : unseen.map(\.name) }

    /// Fields of the type that no accepted record had so far; none before the first.
    package var unfilledFields: [String] { occurrence.unfilled }

    /// Reads whole lines; the caller splits the input where a line ends. Blank lines are not counted.
    /// - Parameter firstRecord: The number of the chunk's first record, from 0.
    package func parseRecords(ndjson chunk: UnsafeRawBufferPointer, firstRecord: Int = 0) -> RecordBatch {
        parseRecords(ndjson: chunk, firstRecord: firstRecord, failures: [:])
    }

    /// - Parameter failures: Why records must be refused whatever they hold, by their number in the chunk.
    func parseRecords(
        ndjson chunk: UnsafeRawBufferPointer, firstRecord: Int, failures: [Int: RowFailure]
    ) -> RecordBatch {
        var batch = RecordBatch()
        rows.truncate(to: 0)
        refused.truncate(to: 0)
        body.truncate(to: 0)
        body.append(chunk.assumingMemoryBound(to: UInt8.self))
        _ = body.appendZeros(JSONParser.padding)
        var lines = LineIterator(UnsafeBufferPointer(start: body.base, count: chunk.count))
        var refusedCount = 0
        while let line = lines.next() {
            encoder.droppedCount = 0
            let tape = line.baseAddress.flatMap { json.parse($0, count: line.count) }
            let known = failures.isEmpty ? nil : failures[batch.recordCount]
            if known == nil, let tape, let time = encode(tape) {
                rows.append(encoder.row.bytes)
                batch.times.append(time)
                batch.offsets.append(rows.count)
                batch.droppedFieldCount += encoder.droppedCount
            } else if let failure = known ?? (tape == nil ? Self.notJSON : encoder.failure) {
                encoder.encodeRefusal(
                    failure, payload: tape.map { .tape($0, Tape.start) } ?? .bytes(line), limit: limits.eventByteCount)
                refused.append(encoder.row.bytes)
                refusedCount += 1
                batch.refusals.append(
                    IntakeBatch.Refusal(
                        index: firstRecord + batch.recordCount, code: failure.code, field: failure.field,
                        message: failure.message))
                encoder.failure = nil
            }
            batch.recordCount += 1
        }
        batch.bytes = Array(rows.bytes)
        if refusedCount > 0 {
            batch.quarantine = IntakeBatch.Section(
                kind: .quarantine, typeID: plan.type.id, schemaVersion: 0, rowCount: refusedCount,
                bytes: Array(refused.bytes))
        }
        return batch
    }

    private static let notJSON = RowFailure(code: .badJSON, reason: RowFailure.notJSON)

    /// The row of the tape's record; returns its time, or nil after a failure.
    private func encode(_ tape: Tape) -> Int64? {
        let record = Tape.start
        guard tape.tag(record) == Tape.Tag.object else {
            _ = encoder.fail(.badJSON, "is not a JSON object; write one object a line")
            return nil
        }
        if tape.byteCountBound(record) > limits.eventByteCount {
            scratch.truncate(to: 0)
            guard JSONText.append(tape, record, to: &scratch, limit: limits.eventByteCount) else {
                _ = encoder.fail(.tooLarge, "is larger than \(limits.eventByteCount) bytes; split it")
                return nil
            }
        }
        let start = encoder.openSlots(plan.wanted.pointee.keys.count)
        defer { encoder.closeSlots(start) }
        guard encoder.locate(tape, record, plan.wanted, slots: start) else { return nil }
        objectCount += 1
        if !unseen.isEmpty { unseen.removeAll { encoder.slots[start + $0.key] != 0 } }
        let at = Int(encoder.slots[start + plan.timeKey])
        guard at != 0, tape.tag(at) != Tape.Tag.null else {
            _ = encoder.fail(.missingField, "is the time of the record and not there; send it", at: plan.timeField)
            return nil
        }
        guard let time = encoder.timestamp(tape, at, acceptsNumbers: true) else {
            _ = encoder.blame(plan.timeField)
            return nil
        }
        encoder.row.truncate(to: 0)
        encoder.row.append(UInt32(0))
        encoder.row.append(time)
        encoder.row.append(RowFormat.absent)
        encoder.row.append(RowFormat.absent)
        encoder.row.append(UInt16(truncatingIfNeeded: plan.source.utf8.count))
        encoder.row.append(text: plan.source)
        guard appendIdentity(tape, record, slots: start, time: time) else { return nil }

        let fields = plan.keyOfField.count
        let slots = encoder.openSlots(fields)
        for field in 0..<fields { encoder.slots[slots + field] = encoder.slots[start + plan.keyOfField[field]] }
        let bitmap = encoder.row.count
        guard encoder.encodeSlots(tape, plan.structure, slots: slots) else { return nil }
        guard encoder.row.count <= limits.eventByteCount * 4 else {
            _ = encoder.fail(.tooLarge, "takes too much room when encoded; write shorter lists")
            return nil
        }
        encoder.row.set(UInt32(truncatingIfNeeded: encoder.row.count - 4), at: 0)
        occurrence.note(encoder.row.base + bitmap)
        return time
    }

    private func appendIdentity(_ tape: Tape, _ record: Int, slots start: Int, time: Int64) -> Bool {
        guard let idKey = plan.idKey, let idField = plan.idField else {
            return appendHash(tape, record, timeAt: Int(encoder.slots[start + plan.timeKey]), time: time)
        }
        let at = Int(encoder.slots[start + idKey])
        guard at != 0, tape.tag(at) != Tape.Tag.null else {
            return encoder.fail(.missingField, "identifies the record and is not there; send it", at: idField)
        }
        scratch.truncate(to: 0)
        switch tape.tag(at) {
        case Tape.Tag.string: scratch.append(tape.text(at))
        case Tape.Tag.int, Tape.Tag.uint: JSONText.appendScalar(tape, at, to: &scratch)
        default:
            return encoder.fail(
                .invalidField, "is neither text nor an integer, and cannot identify the record", at: idField)
        }
        guard (1...IntakeLimits.idByteCount).contains(scratch.count) else {
            return encoder.fail(
                .invalidField, "must have 1 to \(IntakeLimits.idByteCount) bytes to identify the record", at: idField)
        }
        encoder.row.append(UInt16(truncatingIfNeeded: scratch.count))
        encoder.row.append(scratch.bytes)
        return true
    }

    /// The time counts by what it says, however it is written.
    private func appendHash(_ tape: Tape, _ record: Int, timeAt: Int, time: Int64) -> Bool {
        scratch.truncate(to: 0)
        scratch.append(time)
        guard CanonicalJSON.append(tape, record, to: &scratch, without: timeAt) else {
            return encoder.fail(
                .invalidField, "is nested more than \(IntakeLimits.depth) levels deep; write it flatter")
        }
        let hash = plan.sha256(UnsafeRawBufferPointer(scratch.bytes)).prefix(16)
        encoder.row.append(UInt16(truncatingIfNeeded: hash.count * 2))
        for digit in Hexadecimal.digits(hash) { encoder.row.append(digit) }
        return true
    }
}
