import BasinCore

/// Rewrites what Snowplow's trackers send, where every value is a text and JSON hides in base64, as plain objects.
struct SnowplowBody {
    /// For JSON inside the body; the body's own tape stays as it is.
    let inner: JSONParser
    let request: ClientRequest
    private var scratch = RowWriter(capacity: 1024)

    init(inner: JSONParser, request: ClientRequest) {
        self.inner = inner
        self.request = request
    }

    func deallocate() { scratch.deallocate() }

    private enum Kind { case text, number, milliseconds, event, contexts, hidden }

    /// What is not text in the tracker protocol.
    private static let numbers: Set<String> = [
        "vid", "cd", "tr_tt", "tr_tx", "tr_sh", "ti_pr", "ti_qu", "se_va", "pp_mix", "pp_max", "pp_miy", "pp_may",
    ]

    private func kind(of key: String) -> Kind {
        switch key {
        case "dtm", "stm", "ttm": .milliseconds
        case "ue_px", "ue_pr": .event
        case "cx", "co": .contexts
        // What only the server could have put there, or is about the network.
        case "nuid", "tnuid", "ip": request.isAnonymous ? .hidden : .text
        // Ours.
        case "data", "schema", "name", "contexts": .hidden
        default: Self.numbers.contains(key) ? .number : .text
        }
    }

    /// A POST's body: `payload_data`.
    /// - Throws: `.invalid` when it is none, `.tooLarge` for more events or bytes of them than one request may hold.
    mutating func write(_ tape: Tape, to out: inout RowWriter, _ limits: IntakeLimits) throws {
        let data = tape.member(Tape.start, "data")
        guard data > 0, tape.tag(data) == Tape.Tag.array else {
            throw BasinError(
                .invalid, "The body is not Snowplow's payload_data: an object with an array of events under `data`.")
        }
        out.append(UInt8(ascii: "["))
        var at = data + 1
        let end = tape.after(data) - 1
        var count = 0
        while at < end {
            guard count < limits.eventCount, out.count <= limits.translatedByteCount else {
                throw BasinError.tooLargeAsEvents(limits.translatedByteCount)
            }
            count += 1
            if at > data + 1 { out.append(UInt8(ascii: ",")) }
            if tape.tag(at) == Tape.Tag.object {
                open(&out)
                var member = at + 1
                var seen: Set<String> = []
                while member < tape.after(at) - 1 {
                    let key = String(decoding: tape.text(member), as: UTF8.self)
                    if seen.insert(key).inserted { append(key, tape, member + 1, to: &out) }
                    member = tape.next(member + 1)
                }
                close(hasAgent: seen.contains("ua"), &out)
            } else {
                _ = JSONText.append(tape, at, to: &out)
            }
            at = tape.next(at)
        }
        out.append(UInt8(ascii: "]"))
    }

    /// A pixel's query.
    mutating func write(query: String, to out: inout RowWriter) {
        out.append("[")
        open(&out)
        var seen: Set<String> = []
        for (name, value) in QueryText.pairs(query) where seen.insert(name).inserted {
            append(name, value, to: &out)
        }
        close(hasAgent: seen.contains("ua"), &out)
        out.append("]")
    }

    // MARK: One event

    private func open(_ out: inout RowWriter) { out.append("{") }

    private func close(hasAgent: Bool, _ out: inout RowWriter) {
        if !hasAgent, let agent = request.userAgent {
            separate(&out)
            out.append("\"ua\":")
            append(text: String(decoding: agent.utf8.prefix(1_000), as: UTF8.self), to: &out)
        }
        out.append(UInt8(ascii: "}"))
    }

    private func separate(_ out: inout RowWriter) {
        if out.bytes[out.count - 1] != UInt8(ascii: "{") { out.append(UInt8(ascii: ",")) }
    }

    private mutating func append(_ key: String, _ tape: Tape, _ at: Int, to out: inout RowWriter) {
        if tape.tag(at) == Tape.Tag.string {
            append(key, String(decoding: tape.text(at), as: UTF8.self), to: &out)
        } else if kind(of: key) != .hidden {
            separate(&out)
            append(text: key, to: &out)
            out.append(":")
            _ = JSONText.append(tape, at, to: &out)
        }
    }

    private mutating func append(_ key: String, _ value: String, to out: inout RowWriter) {
        switch kind(of: key) {
        case .hidden: return
        case .event where appendEvent(value, to: &out): return
        case .contexts where appendContexts(value, to: &out): return
        default: break
        }
        separate(&out)
        append(text: key, to: &out)
        out.append(":")
        switch kind(of: key) {
        case .milliseconds where Int64(value) != nil && value.first != "+": out.append(text: String(Int64(value) ?? 0))
        case .number where Double(value).map({ $0.isFinite }) == true: out.append(text: String(Double(value) ?? 0))
        default: append(text: value, to: &out)
        }
    }

    private func append(text: String, to out: inout RowWriter) {
        var text = text
        text.withUTF8 { JSONText.append(string: $0, to: &out) }
    }

    // MARK: JSON inside

    /// The event's schema, name and data. False when it is not what it should be: then it stays as it came.
    private mutating func appendEvent(_ value: String, to out: inout RowWriter) -> Bool {
        guard let tape = parse(value) else { return false }
        let event = tape.member(Tape.start, "data")
        guard let schema = tape.text(event, "schema"), tape.value(event, "data") > 0 else { return false }
        separate(&out)
        out.append("\"schema\":")
        JSONText.append(string: schema, to: &out)
        out.append(",\"name\":")
        append(text: Self.name(schema), to: &out)
        out.append(",\"data\":")
        _ = JSONText.append(tape, tape.value(event, "data"), to: &out)
        return true
    }

    /// The contexts' data by the name of their schemas; of several of one schema, a list.
    private mutating func appendContexts(_ value: String, to out: inout RowWriter) -> Bool {
        guard let tape = parse(value) else { return false }
        let list = tape.member(Tape.start, "data")
        guard list > 0, tape.tag(list) == Tape.Tag.array else { return false }
        var byName: [(name: String, data: [Int])] = []
        var at = list + 1
        while at < tape.after(list) - 1 {
            guard let schema = tape.text(at, "schema"), case let data = tape.value(at, "data"), data > 0 else { return false }
            let name = Self.name(schema)
            if let index = byName.firstIndex(where: { $0.name == name }) {
                byName[index].data.append(data)
            } else {
                byName.append((name, [data]))
            }
            guard byName.count <= 100 else { return false }
            at = tape.next(at)
        }
        separate(&out)
        out.append("\"contexts\":{")
        for (name, data) in byName {
            separate(&out)
            append(text: name, to: &out)
            out.append(data.count > 1 ? ":[" : ":")
            for (index, at) in data.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                _ = JSONText.append(tape, at, to: &out)
            }
            if data.count > 1 { out.append(UInt8(ascii: "]")) }
        }
        out.append("}")
        return true
    }

    /// Plain JSON, or JSON in base64 of either alphabet.
    private mutating func parse(_ value: String) -> Tape? {
        scratch.truncate(to: 0)
        if value.utf8.first == UInt8(ascii: "{") {
            scratch.append(text: value)
        } else if let bytes = Base64.decode(value.utf8) {
            bytes.withUnsafeBufferPointer { scratch.append($0) }
        } else {
            return nil
        }
        let count = scratch.count
        _ = scratch.appendZeros(JSONParser.padding)
        return inner.parse(scratch.base, count: count)
    }

    /// `song_played` of `iglu:com.acme/song_played/jsonschema/1-0-0`.
    private static func name(_ schema: UnsafeBufferPointer<UInt8>) -> String {
        let parts = String(decoding: schema.prefix(500), as: UTF8.self).split(separator: "/")
        return parts.count == 4 ? String(parts[1]) : String(decoding: schema.prefix(500), as: UTF8.self)
    }
}
