import BasinCore

/// Writes calls as CloudEvents in one JSON array: what intake then reads as it reads any batch.
struct CallWriter {
    let source: CompiledSource
    private var out: RowWriter
    /// Which call of the body each event came from.
    private(set) var callOfEvent: [Int] = []
    /// How many calls without an id said the same, by the hash of what they say.
    private var copies: [String: Int] = [:]
    private var call = 0
    private let byteLimit: Int

    /// Goes on with the buffer that `finish` gave back.
    /// - Parameter byteLimit: what all events of a body may come to, about: what a client says once for all its calls is
    ///   written with each.
    init(source: CompiledSource, into buffer: RowWriter, byteLimit: Int) {
        self.source = source
        self.byteLimit = byteLimit
        out = buffer
        out.truncate(to: 0)
        out.append("[")
    }

    /// What was written, and the memory that it is in.
    var buffer: RowWriter { out }

    mutating func finish() {
        out.append("]")
        let count = out.count
        _ = out.appendZeros(JSONParser.padding)
        out.truncate(to: count)
    }

    /// An element that is no call at all goes to intake as it came, which refuses and keeps it.
    mutating func append(unread tape: Tape, _ at: Int) {
        begin()
        _ = JSONText.append(tape, at, to: &out)
        call += 1
    }

    /// - Throws: `.tooLarge`.
    mutating func append(_ one: ClientCall, _ tape: Tape) throws {
        guard out.count <= byteLimit else { throw BasinError.tooLargeAsEvents(byteLimit) }
        let route = source.route(one)
        // An object or a list is no id.
        let hasID = one.id > 0 && tape.tag(one.id) != Tape.Tag.object && tape.tag(one.id) != Tape.Tag.array
        let generated = hasID ? nil : generatedID(one, tape)
        begin()
        envelope(one, tape, type: route?.type ?? source.catchAll, generated: generated, suffix: "")
        if let route { data(one, tape, route) } else { catchAll(one, tape) }
        out.append("}")
        if one.isLink, source.keepsLinks {
            begin()
            envelope(one, tape, type: Array(CompiledSource.links.utf8), generated: generated, suffix: "-link")
            out.append("{\"anonymous_id\":")
            identifier(one.anonymous, tape)
            out.append(",\"user_id\":")
            identifier(one.user, tape)
            out.append("}}")
        }
        call += 1
    }

    private mutating func begin() {
        if !callOfEvent.isEmpty { out.append(UInt8(ascii: ",")) }
        callOfEvent.append(call)
    }

    // MARK: The envelope

    private mutating func envelope(
        _ one: ClientCall, _ tape: Tape, type: [UInt8], generated: String?, suffix: StaticString
    ) {
        out.append("{\"specversion\":\"1.0\",\"source\":\"")
        append(source.name)
        out.append("\",\"type\":\"")
        append(type)
        out.append("\",\"id\":")
        if let generated {
            out.append("\"")
            out.append(text: generated)
            out.append(suffix)
            out.append("\"")
        } else {
            identifier(one.id, tape)
            if suffix.utf8CodeUnitCount > 0 {
                out.truncate(to: out.count - 1)
                out.append(suffix)
                out.append("\"")
            }
        }
        time(",\"time\":", one.time, tape)
        time(",\"senttime\":", one.sent, tape)
        out.append(",\"data\":")
    }

    /// A call without an id is identified by what it says; of several that say the same in one body, each counts.
    private mutating func generatedID(_ one: ClientCall, _ tape: Tape) -> String {
        let start = out.count
        _ = JSONText.append(tape, one.root, to: &out)
        let hash = ContentHash.text(UnsafeRawBufferPointer(start: out.base + start, count: out.count - start))
        out.truncate(to: start)
        let copy = copies[hash, default: 0] + 1
        copies[hash] = copy
        return copy == 1 ? hash : "\(hash)-\(copy)"
    }

    /// Ids are texts; some clients send numbers.
    private mutating func identifier(_ at: Int, _ tape: Tape) {
        switch tape.tag(at) {
        case Tape.Tag.string: JSONText.append(string: tape.text(at), to: &out)
        case Tape.Tag.object, Tape.Tag.array: _ = JSONText.append(tape, at, to: &out)
        default:
            out.append("\"")
            JSONText.appendScalar(tape, at, to: &out)
            out.append("\"")
        }
    }

    private mutating func time(_ key: StaticString, _ at: Int, _ tape: Tape) {
        guard at > 0 else { return }
        out.append(key)
        switch tape.tag(at) {
        // Not `abs`: the least integer has none.
        case Tape.Tag.int where tape.int(at).magnitude <= UInt64(RFC3339.range.upperBound / 1000):
            out.append("\"")
            out.append(text: Timestamp(microseconds: tape.int(at) * 1000).description)
            out.append("\"")
        case Tape.Tag.string where RFC3339.microseconds(tape.text(at)) == nil:
            // A date-time without an offset, as Python's isoformat() writes it, is UTC.
            let text = String(decoding: tape.text(at), as: UTF8.self)
            let zoned = Timestamp(rfc3339: text + "Z") == nil ? text : text + "Z"
            append(text: zoned)
        default: _ = JSONText.append(tape, at, to: &out)
        }
    }

    // MARK: The data

    /// The client's own properties, and over them what the route says.
    private mutating func data(_ one: ClientCall, _ tape: Tape, _ route: CompiledSource.Route) {
        out.append("{")
        let person = one.user > 0 ? one.user : one.anonymous
        var fillsSubject = route.subject != nil && person > 0
        if one.properties > 0, tape.tag(one.properties) == Tape.Tag.object {
            var at = one.properties + 1
            let end = tape.after(one.properties) - 1
            while at < end {
                let key = tape.text(at)
                if let subject = route.subject, key.elementsEqual(subject) { fillsSubject = false }
                if route.taken.isEmpty || !route.taken.contains(Array(key)) {
                    separate()
                    JSONText.append(string: key, to: &out)
                    out.append(":")
                    _ = JSONText.append(tape, at + 1, to: &out)
                }
                at = tape.next(at + 1)
            }
        }
        for field in route.fields {
            guard case let found = find(field.path, one, tape), found > 0 else { continue }
            separate()
            append(field.key)
            _ = JSONText.append(tape, found, to: &out)
        }
        if fillsSubject, let subject = route.subject {
            separate()
            out.append("\"")
            append(subject)
            out.append("\":")
            identifier(person, tape)
        }
        out.append("}")
    }

    private func find(_ path: [UInt8], _ one: ClientCall, _ tape: Tape) -> Int {
        path.withUnsafeBufferPointer { path in
            let found = tape.find(one.root, path)
            guard found == 0, one.context > 0, path.starts(with: "context.".utf8) else { return found }
            return tape.find(one.context, UnsafeBufferPointer(rebasing: path[8...]))
        }
    }

    private mutating func catchAll(_ one: ClientCall, _ tape: Tape) {
        out.append("{\"call\":")
        append(text: one.kind)
        if let name = one.name {
            out.append(",\"name\":")
            JSONText.append(string: name, to: &out)
        }
        let person = one.user > 0 ? one.user : one.anonymous
        if person > 0 {
            out.append(",\"person\":")
            identifier(person, tape)
        }
        if one.anonymous > 0 {
            out.append(",\"anonymous_id\":")
            identifier(one.anonymous, tape)
        }
        out.append(",\"payload\":")
        _ = JSONText.append(tape, one.root, to: &out)
        if one.context > 0 {
            out.truncate(to: out.count - 1)
            separate()
            out.append("\"context\":")
            _ = JSONText.append(tape, one.context, to: &out)
            out.append("}")
        }
        out.append("}")
    }

    private mutating func separate() {
        if out.bytes[out.count - 1] != UInt8(ascii: "{") { out.append(UInt8(ascii: ",")) }
    }

    private mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { out.append($0) } }

    private mutating func append(text: String) {
        var text = text
        text.withUTF8 { JSONText.append(string: $0, to: &out) }
    }
}
