import BasinCore

/// Reads the CloudEvents of one batch from tapes and gathers what becomes of them.
///
/// The order of checks is fixed, and the first that fails names the refusal: size, object, keys twice, `specversion`,
/// `id`, `source`, `type`, the other attributes, then `data`: its keys in their order, its values in the schema's.
struct EventReader {
    var encoder = RowEncoder()
    var sections = SectionBuffers()
    private(set) var catalog: IntakeCatalog?
    private var limits = IntakeLimits()
    private var refusals: [IntakeBatch.Refusal] = []
    private var acceptedCount = 0
    private var droppedCount = 0
    private var index = 0
    /// No event can pass the limit when the body does not.
    private var checksSize = true
    private var lastType = 0

    func deallocate() {
        encoder.deallocate()
        sections.deallocate()
    }

    /// Forgets the batch before.
    mutating func begin(_ catalog: IntakeCatalog, limits: IntakeLimits, bodyByteCount: Int) {
        if self.catalog !== catalog {
            encoder.forgetOrders(count: catalog.orderCount)
            lastType = 0
            self.catalog = catalog
        }
        self.limits = limits
        // Escaping makes a text up to six times longer.
        checksSize = bodyByteCount > limits.eventByteCount / 6
        sections.reset(typeCount: catalog.typeCount)
        refusals = []
        acceptedCount = 0
        droppedCount = 0
        index = 0
    }

    /// For bodies that intake made longer: the next event may pass the limit whatever the body's size.
    mutating func checkSizes() { checksSize = true }

    /// What the events read since `begin` came to.
    mutating func finish() -> IntakeBatch {
        var batch = IntakeBatch()
        batch.sections = sections.sections()
        batch.refusals = refusals
        batch.acceptedCount = acceptedCount
        batch.droppedFieldCount = droppedCount
        return batch
    }

    private static func tooMany(_ limit: Int) -> BasinError {
        BasinError(.tooLarge, "The body holds more than \(limit) events; send fewer in one request.")
    }

    /// Reads every element of the array at `array`.
    mutating func readAll(_ tape: Tape, _ array: Int, _ catalog: IntakeCatalog) throws {
        let end = tape.after(array) &- 1
        var at = array &+ 1
        while at < end {
            try read(tape, at, catalog)
            at = tape.next(at)
        }
    }

    /// Reads one event.
    @inline(__always)
    mutating func read(_ tape: Tape, _ at: Int, _ catalog: IntakeCatalog) throws {
        guard index < limits.eventCount else { throw Self.tooMany(limits.eventCount) }
        encoder.droppedCount = 0
        let start = encoder.openSlots(catalog.attributes.keys.count)
        var typeNumber = catalog.typeCount
        if encode(tape, at, catalog, slots: start, typeNumber: &typeNumber) {
            let type = catalog.types[typeNumber]
            sections.append(
                encoder.row, kind: .events, typeNumber: typeNumber, typeID: type.typeID,
                schemaVersion: type.schemaVersion)
            acceptedCount &+= 1
            droppedCount &+= encoder.droppedCount
        } else {
            refuse(.tape(tape, at), typeNumber: typeNumber, catalog)
        }
        encoder.closeSlots(start)
        index &+= 1
    }

    /// Refuses an event that is not JSON.
    mutating func refuse(unparsed bytes: UnsafeBufferPointer<UInt8>, _ catalog: IntakeCatalog) throws {
        guard index < limits.eventCount else { throw Self.tooMany(limits.eventCount) }
        _ = encoder.fail(.badJSON, RowFailure.notJSON)
        refuse(.bytes(bytes), typeNumber: catalog.typeCount, catalog)
        index += 1
    }

    @inline(never)
    private mutating func refuse(_ payload: RowEncoder.Payload, typeNumber: Int, _ catalog: IntakeCatalog) {
        guard let failure = encoder.failure else { return }
        encoder.encodeRefusal(failure, payload: payload, limit: limits.eventByteCount)
        let typeID = typeNumber < catalog.typeCount ? catalog.types[typeNumber].typeID : 0
        sections.append(
            encoder.row, kind: .quarantine, typeNumber: typeNumber, typeID: typeID, schemaVersion: 0)
        refusals.append(
            IntakeBatch.Refusal(index: index, code: failure.code, field: failure.field, message: failure.message))
        encoder.failure = nil
    }

    // MARK: One event

    private mutating func encode(
        _ tape: Tape, _ at: Int, _ catalog: IntakeCatalog, slots start: Int, typeNumber: inout Int
    ) -> Bool {
        guard tape.tag(at) == Tape.Tag.object else {
            return encoder.fail(.badJSON, "is not a JSON object; send CloudEvents objects")
        }
        if checksSize, !isWithinSize(tape, at) {
            return encoder.fail(.tooLarge, "is larger than \(limits.eventByteCount) bytes; send less in one event")
        }
        let located = withUnsafePointer(to: catalog.attributes) {
            encoder.locate(tape, at, $0, slots: start, countsUnknown: false)
        }
        guard located else { return false }
        // First, so that other refusals are charged to the type, too.
        let hasType = findType(tape, catalog, slots: start, typeNumber: &typeNumber)
        guard let envelope = envelope(tape, slots: start), hasType || failType(tape, slots: start) else { return false }

        let data = Int(encoder.slots[start + EventAttribute.data.rawValue])
        encoder.row.truncate(to: 0)
        encoder.row.append(UInt32(0))
        guard
            appendTime(tape, .time, slots: start), appendTime(tape, .senttime, slots: start),
            appendSequence(tape, slots: start), checkData(tape, data, slots: start)
        else { return false }
        encoder.row.append(UInt16(truncatingIfNeeded: envelope.source.count))
        encoder.row.append(envelope.source)
        encoder.row.append(UInt16(truncatingIfNeeded: envelope.id.count))
        encoder.row.append(envelope.id)
        let structure = catalog.types[typeNumber].structure
        let isDone: Bool
        if data == 0 || tape.tag(data) == Tape.Tag.null {
            let slots = encoder.openSlots(structure.pointee.keys.count)
            isDone = encoder.encodeSlots(tape, structure, slots: slots)
        } else {
            isDone = encoder.encodeObject(tape, data, structure)
        }
        guard isDone else { return encoder.blame("data") }
        guard encoder.row.count <= limits.eventByteCount * 4 else {
            return encoder.fail(.tooLarge, "takes too much room when encoded; send shorter lists")
        }
        encoder.row.set(UInt32(truncatingIfNeeded: encoder.row.count &- 4), at: 0)
        return true
    }

    private mutating func isWithinSize(_ tape: Tape, _ at: Int) -> Bool {
        if tape.byteCountBound(at) <= limits.eventByteCount { return true }
        encoder.row.truncate(to: 0)
        return JSONText.append(tape, at, to: &encoder.row, limit: limits.eventByteCount)
    }

    @inline(__always)
    private func attribute(_ attribute: EventAttribute, slots start: Int) -> Int {
        Int(encoder.slots[start &+ attribute.rawValue])
    }

    @inline(__always)
    private mutating func findType(
        _ tape: Tape, _ catalog: IntakeCatalog, slots start: Int, typeNumber: inout Int
    ) -> Bool {
        let at = attribute(.type, slots: start)
        guard at != 0, tape.tag(at) == Tape.Tag.string else { return false }
        let name = tape.text(at)
        let head = KeyTable.head(name.baseAddress.unsafelyUnwrapped, name.count)
        if lastType >= catalog.typeCount || !catalog.names.matches(lastType, name, head: head) {
            let found = catalog.names.find(name)
            guard found >= 0 else { return false }
            lastType = found
        }
        typeNumber = lastType
        return true
    }

    private mutating func failType(_ tape: Tape, slots start: Int) -> Bool {
        encoder.fail(
            .unknownType, "is not the name of an event type that is applied; declare and apply it, or correct the name",
            at: "type")
    }

    private struct Identity {
        var source: UnsafeBufferPointer<UInt8>
        var id: UnsafeBufferPointer<UInt8>
    }

    @inline(__always)
    private mutating func envelope(_ tape: Tape, slots start: Int) -> Identity? {
        let version = attribute(.specversion, slots: start)
        guard version != 0, tape.tag(version) == Tape.Tag.string, case let value = tape.text(version),
            value.count == 3, value[0] == UInt8(ascii: "1"), value[1] == UInt8(ascii: "."),
            value[2] == UInt8(ascii: "0")
        else {
            _ = encoder.fail(.badEnvelope, "is not \"1.0\"; send CloudEvents 1.0", at: "specversion")
            return nil
        }
        guard let id = text(tape, .id, slots: start, limit: IntakeLimits.idByteCount),
            let source = text(tape, .source, slots: start, limit: IntakeLimits.sourceByteCount),
            text(tape, .type, slots: start, limit: .max) != nil
        else { return nil }
        return Identity(source: source, id: id)
    }

    @inline(__always)
    private mutating func text(
        _ tape: Tape, _ name: EventAttribute, slots start: Int, limit: Int
    ) -> UnsafeBufferPointer<UInt8>? {
        let at = attribute(name, slots: start)
        if at != 0, tape.tag(at) == Tape.Tag.string, case let text = tape.text(at), !text.isEmpty, text.count <= limit {
            return text
        }
        failText(name, limit: limit)
        return nil
    }

    private mutating func failText(_ name: EventAttribute, limit: Int) {
        let most = limit == .max ? "" : " of at most \(limit) bytes"
        _ = encoder.fail(.badEnvelope, "must be a string\(most), not empty; send it", at: name.name)
    }

    private mutating func appendTime(_ tape: Tape, _ name: EventAttribute, slots start: Int) -> Bool {
        let at = attribute(name, slots: start)
        guard at != 0, tape.tag(at) != Tape.Tag.null else {
            encoder.row.append(RowFormat.absent)
            return true
        }
        guard let time = encoder.timestamp(tape, at, acceptsNumbers: false) else { return encoder.blame(name.name) }
        encoder.row.append(time)
        return true
    }

    private mutating func appendSequence(_ tape: Tape, slots start: Int) -> Bool {
        let at = attribute(.sequence, slots: start)
        guard at != 0, tape.tag(at) != Tape.Tag.null else {
            encoder.row.append(RowFormat.absent)
            return true
        }
        var value = encoder.integer(tape, at)
        if tape.tag(at) == Tape.Tag.string {
            value = DecimalText.unscaled(tape.text(at), precision: 19, scale: 0).flatMap { Int64(exactly: $0) }
        }
        guard let value, value != RowFormat.absent else {
            return encoder.fail(
                .invalidField, "is not an integer of 64 bits; send a number or its text", at: "sequence")
        }
        encoder.row.append(value)
        return true
    }

    private mutating func checkData(_ tape: Tape, _ data: Int, slots start: Int) -> Bool {
        let type = attribute(.datacontenttype, slots: start)
        if type != 0, tape.tag(type) != Tape.Tag.null {
            guard tape.tag(type) == Tape.Tag.string, Self.isJSON(tape.text(type)) else {
                return encoder.fail(
                    .invalidField, "is not a JSON media type; send data as JSON, with application/json",
                    at: "datacontenttype")
            }
        }
        let base64 = attribute(.dataBase64, slots: start)
        if base64 != 0, tape.tag(base64) != Tape.Tag.null {
            return encoder.fail(.invalidField, "cannot be read; send JSON in data instead", at: "data_base64")
        }
        if data != 0, tape.tag(data) != Tape.Tag.object, tape.tag(data) != Tape.Tag.null {
            return encoder.fail(.invalidField, "is not an object; send the event's fields as a JSON object", at: "data")
        }
        return true
    }

    private static func isJSON(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let usual: StaticString = "application/json"
        if text.elementsEqual(UnsafeBufferPointer(start: usual.utf8Start, count: usual.utf8CodeUnitCount)) {
            return true
        }
        let media = String(decoding: text.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self).lowercased()
            .filter { $0 != " " && $0 != "\t" }
        return media == "application/json" || media == "text/json"
            || (media.hasSuffix("+json") && media.contains("/"))
    }
}
