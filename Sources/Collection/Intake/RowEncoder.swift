import BasinCore

/// Validates the fields of one event after another and encodes them as `RowFormat` says.
///
/// Functions return false when the event is to be refused; `failure` then says why. The owner calls `deallocate()`.
struct RowEncoder {
    var row = RowWriter()
    var failure: RowFailure?
    /// Unknown fields left out since the last reset.
    var droppedCount = 0

    /// Where on the tape each field's value stands, 0 for none; one frame for each structure being read.
    private(set) var slots: UnsafeMutablePointer<UInt32>
    private var slotCapacity = 1024
    private var slotTop = 0
    /// For each key of each structure of the catalog, the key that followed it last time. Clients send keys in the
    /// same order again and again, so that the first comparison usually hits.
    private var successors: UnsafeMutablePointer<UInt32>

    init() {
        slots = .allocate(capacity: slotCapacity)
        successors = .allocate(capacity: 1)
    }

    func deallocate() {
        row.deallocate()
        slots.deallocate()
        successors.deallocate()
    }

    /// Bytes held.
    var capacity: Int { row.capacity + slotCapacity * 4 }

    /// To be called before structures with other `orderStart`s are read.
    mutating func forgetOrders(count: Int) {
        successors.deallocate()
        successors = .allocate(capacity: max(count, 1))
        successors.initialize(repeating: 0, count: max(count, 1))
    }

    @inline(never)
    mutating func fail(_ code: RefusalCode, _ reason: String, at part: String? = nil) -> Bool {
        failure = RowFailure(code: code, reason: reason, path: part.map { [$0] } ?? [])
        return false
    }

    /// Adds the name of a key to the failure's path; returns false.
    @inline(never)
    mutating func blame(_ keys: KeyTable, _ number: Int) -> Bool {
        let key = keys.keys[number]
        return blame(String(decoding: UnsafeBufferPointer(start: key.bytes, count: key.count), as: UTF8.self))
    }

    @inline(never)
    mutating func blame(_ part: String) -> Bool {
        failure?.path.append(part)
        return false
    }

    // MARK: Keys

    /// A frame of `count` empty slots. `close` it with the value returned.
    @inline(__always)
    mutating func openSlots(_ count: Int) -> Int {
        let start = slotTop
        if start &+ count > slotCapacity { growSlots(count) }
        (slots + start).update(repeating: 0, count: count)
        slotTop = start &+ count
        return start
    }

    @inline(__always)
    mutating func closeSlots(_ start: Int) { slotTop = start }

    @inline(never)
    private mutating func growSlots(_ more: Int) {
        let wanted = max(slotCapacity * 2, slotTop + more)
        let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: wanted)
        larger.update(from: slots, count: slotTop)
        slots.deallocate()
        slots = larger
        slotCapacity = wanted
    }

    /// Notes where on the tape the values of the structure's keys stand. Refuses a known key that is there twice,
    /// and an unknown one where the structure does.
    @inline(__always)
    mutating func locate(
        _ tape: Tape, _ object: Int, _ structure: UnsafePointer<CompiledStructure>, slots start: Int,
        countsUnknown: Bool = true
    ) -> Bool {
        let keys = structure.pointee.keys
        let order = successors + structure.pointee.orderStart
        let end = tape.after(object) &- 1
        var index = object &+ 1
        var previous = keys.count
        while index < end {
            let text = tape.text(index)
            let head = KeyTable.head(text.baseAddress.unsafelyUnwrapped, text.count)
            var number = Int(order[previous])
            if number >= keys.count || !keys.matches(number, text, head: head) {
                number = keys.find(text)
                if number < 0 {
                    if countsUnknown {
                        if structure.pointee.refusesUnknown { return failUnknown(text) }
                        droppedCount &+= 1
                    }
                    index = tape.next(index &+ 1)
                    continue
                }
                order[previous] = UInt32(truncatingIfNeeded: number)
            }
            if slots[start &+ number] != 0 {
                _ = fail(.badJSON, "is there twice; send each key once")
                return blame(keys, number)
            }
            slots[start &+ number] = UInt32(truncatingIfNeeded: index &+ 1)
            previous = number
            index = tape.next(index &+ 1)
        }
        return true
    }

    /// A key is named only where it looks like a name: clients do use addresses and the like as keys.
    private mutating func failUnknown(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        let isName =
            key.count <= 63
            && key.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95
            }
        return fail(
            .unknownField,
            "is not a field of the schema, and the event type says unknown_fields: quarantine; declare the field or leave it out",
            at: isName && !key.isEmpty ? String(decoding: key, as: UTF8.self) : "(unnamed)")
    }

    // MARK: Structures and values

    mutating func encodeObject(
        _ tape: Tape, _ object: Int, _ structure: UnsafePointer<CompiledStructure>
    ) -> Bool {
        let start = openSlots(structure.pointee.keys.count)
        defer { closeSlots(start) }
        guard locate(tape, object, structure, slots: start) else { return false }
        return encodeSlots(tape, structure, slots: start)
    }

    /// The presence bitmap, and the values that the slots point at.
    mutating func encodeSlots(
        _ tape: Tape, _ structure: UnsafePointer<CompiledStructure>, slots start: Int
    ) -> Bool {
        let count = structure.pointee.keys.count
        let fields = structure.pointee.fields
        let bitmap = row.appendZeros(structure.pointee.presenceByteCount)
        for number in 0..<count {
            let field = fields + number
            let index = Int(slots[start &+ number])
            if index == 0 || isAbsent(tape, index, field) {
                if field.pointee.isRequired {
                    _ = fail(.missingField, "is required and not there; send a value")
                    return blame(structure.pointee.keys, number)
                }
                continue
            }
            guard encode(tape, index, field) else { return blame(structure.pointee.keys, number) }
            row.set(bit: number, at: bitmap)
        }
        return true
    }

    @inline(__always)
    private func isAbsent(_ tape: Tape, _ index: Int, _ field: UnsafePointer<CompiledField>) -> Bool {
        let tag = tape.tag(index)
        if tag == Tape.Tag.null { return true }
        guard field.pointee.emptyIsAbsent, tag == Tape.Tag.string else { return false }
        return tape.text(index).isEmpty || (field.pointee.kind == .address && IPAddress(tape.text(index)) == nil)
    }

    @inline(__always)
    mutating func encode(_ tape: Tape, _ index: Int, _ field: UnsafePointer<CompiledField>) -> Bool {
        if field.pointee.kind == .string {
            guard tape.tag(index) == Tape.Tag.string else { return fail(.invalidField, "is not text; send a string") }
            let text = tape.text(index)
            row.append(UInt32(truncatingIfNeeded: text.count))
            row.append(text)
            return true
        }
        return encodeOther(tape, index, field)
    }

    private mutating func encodeOther(_ tape: Tape, _ index: Int, _ field: UnsafePointer<CompiledField>) -> Bool {
        switch field.pointee.kind {
        case .string, .none: return fail(.invalidField, "is of a type that events cannot carry; leave it out")
        case .bool: return encodeBool(tape, index)
        case .int32: return encodeInt32(tape, index)
        case .int64: return encodeInt64(tape, index)
        case .float: return encodeFloat(tape, index)
        case .double: return encodeDouble(tape, index)
        case .decimal: return encodeDecimal(tape, index, precision: field.pointee.precision, scale: field.pointee.scale)
        case .timestamp:
            guard let time = timestamp(tape, index, acceptsNumbers: field.pointee.acceptsEpochMilliseconds) else {
                return false
            }
            row.append(time)
            return true
        case .date: return encodeDate(tape, index)
        case .uuid: return encodeUUID(tape, index)
        case .address: return encodeAddress(tape, index)
        case .json: return encodeJSON(tape, index)
        case .list: return encodeList(tape, index, field.pointee.element.unsafelyUnwrapped)
        case .structure:
            guard tape.tag(index) == Tape.Tag.object else {
                return fail(.invalidField, "is not an object; send an object of its declared fields")
            }
            return encodeObject(tape, index, field.pointee.structure.unsafelyUnwrapped)
        }
    }

    private mutating func encodeList(_ tape: Tape, _ list: Int, _ element: UnsafePointer<CompiledField>) -> Bool {
        guard tape.tag(list) == Tape.Tag.array else { return fail(.invalidField, "is not a list; send an array") }
        let end = tape.after(list) &- 1
        var count = 0
        var index = list &+ 1
        while index < end {
            count &+= 1
            index = tape.next(index)
        }
        row.append(UInt32(truncatingIfNeeded: count))
        let bitmap = row.appendZeros((count &+ 7) >> 3)
        index = list &+ 1
        for number in 0..<count {
            if tape.tag(index) != Tape.Tag.null {
                guard encode(tape, index, element) else { return blame("[\(number)]") }
                row.set(bit: number, at: bitmap)
            }
            index = tape.next(index)
        }
        return true
    }

    private mutating func encodeJSON(_ tape: Tape, _ index: Int) -> Bool {
        let start = row.count
        row.append(UInt32(0))
        guard JSONText.append(tape, index, to: &row, depth: IntakeLimits.depth) else {
            return fail(.invalidField, "is nested more than \(IntakeLimits.depth) levels deep; send it flatter")
        }
        row.set(UInt32(truncatingIfNeeded: row.count - start - 4), at: start)
        return true
    }
}
