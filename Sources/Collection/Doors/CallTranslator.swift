import BasinCore

/// Turns bodies of other protocols into CloudEvents. Reused from body to body because its buffers are worth keeping; one
/// owner at a time (see `CallTranslators`).
package final class CallTranslator {
    private let json: JSONParser
    /// For JSON that is inside a body's values.
    private let inner: JSONParser
    private let inflater: GzipInflater
    private var plain = RowWriter(capacity: 4096)
    private var events = RowWriter(capacity: 4096)

    /// Throws `.system` without memory.
    package init() throws {
        json = try JSONParser()
        inner = try JSONParser()
        inflater = try GzipInflater()
    }

    deinit {
        plain.deallocate()
        events.deallocate()
    }

    /// Bytes held between bodies, about (simdjson's own not counted).
    var heldByteCount: Int { inflater.capacity + plain.capacity + events.capacity }

    /// Reads a body.
    ///
    /// - Parameters:
    ///   - wantsIDs: whether the answer will name the calls.
    ///   - resolve: whose calls they are, by the write key in the body and the application's id, where there are some.
    /// - Throws: `.invalid` for what is not the protocol's, `.tooLarge`, and what `resolve` throws.
    package func translate(
        _ body: UnsafeRawBufferPointer, _ request: ClientRequest, limits: IntakeLimits, wantsIDs: Bool = false,
        resolve: (_ key: String?, _ app: String?) throws -> CompiledSource
    ) throws -> TranslatedCalls {
        let calls = try calls(body, request, limits)
        let tape = calls.tape
        let key = calls.key.map { String(decoding: $0, as: UTF8.self) }
        let app = calls.app.map { String(decoding: $0, as: UTF8.self) }
        let source = try resolve(key, app)
        var writer = CallWriter(source: source, into: events, byteLimit: limits.translatedByteCount)
        // Whatever happens: the buffer may have moved.
        defer { events = writer.buffer }
        var ids: [String] = []
        var count = 0

        func add(_ at: Int) throws {
            guard count < limits.eventCount else {
                throw BasinError(.tooLarge, "The body holds more than \(limits.eventCount) events; send fewer in one request.")
            }
            count += 1
            guard tape.tag(at) == Tape.Tag.object else {
                writer.append(unread: tape, at)
                if wantsIDs { ids.append("") }
                return
            }
            let call = calls.read(at)
            try writer.append(call, tape)
            if wantsIDs {
                let isText = call.id > 0 && tape.tag(call.id) == Tape.Tag.string
                ids.append(isText ? String(decoding: tape.text(call.id), as: UTF8.self) : "")
            }
        }

        if calls.list > 0 {
            var at = calls.list + 1
            let end = tape.after(calls.list) - 1
            while at < end {
                try add(at)
                at = tape.next(at)
            }
        } else {
            try add(Tape.start)
        }
        writer.finish()
        return TranslatedCalls(
            events: writer.buffer.bytes, source: source, callCount: count, callOfEvent: writer.callOfEvent, ids: ids)
    }

    // MARK: The body

    private func calls(
        _ body: UnsafeRawBufferPointer, _ request: ClientRequest, _ limits: IntakeLimits
    ) throws -> any ClientCalls {
        if case .query(let query) = request.encoding {
            var rewriter = SnowplowBody(inner: inner, request: request)
            defer { rewriter.deallocate() }
            plain.truncate(to: 0)
            rewriter.write(query: query, to: &plain)
            return SnowplowCalls(tape: try parsePlain())
        }
        let bytes = try inflated(body, request, limits)
        if case .protobuf = request.encoding {
            plain.truncate(to: 0)
            try OTLPProtobuf.write(UnsafeRawBufferPointer(bytes), to: &plain, limits)
            return OTLPCalls(tape: try parsePlain())
        }
        let tape = try parse(bytes, request)
        switch request.clientProtocol {
        case .segment: return SegmentCalls(tape: tape, call: request.call)
        case .posthog: return PostHogCalls(tape: tape)
        case .snowplow:
            var rewriter = SnowplowBody(inner: inner, request: request)
            defer { rewriter.deallocate() }
            plain.truncate(to: 0)
            try rewriter.write(tape, to: &plain, limits)
            return SnowplowCalls(tape: try parsePlain())
        case .otlp:
            plain.truncate(to: 0)
            try OTLPJSON.write(tape, to: &plain, limits)
            return OTLPCalls(tape: try parsePlain())
        }
    }

    private func inflated(
        _ body: UnsafeRawBufferPointer, _ request: ClientRequest, _ limits: IntakeLimits
    ) throws -> UnsafeBufferPointer<UInt8> {
        // Clients forget to say so.
        if GzipInflater.isGzip(body) {
            return try inflater.inflate(body, limit: limits.bodyByteCount, padding: JSONParser.padding)
        }
        guard !request.isGzip else {
            throw BasinError(
                .invalid, "The request says that its body is gzip, and it is not; compress it or say nothing.")
        }
        guard body.count <= limits.bodyByteCount else {
            throw BasinError(
                .tooLarge, "The body is larger than \(limits.bodyByteCount) bytes; send fewer events in one request.")
        }
        return inflater.copy(body, padding: JSONParser.padding)
    }

    private func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ request: ClientRequest) throws -> Tape {
        var bytes = bytes
        if request.clientProtocol == .posthog, let form = Self.formData(bytes) {
            plain.truncate(to: 0)
            form.withUnsafeBufferPointer { plain.append($0) }
            pad()
            bytes = plain.bytes
        }
        if let base = bytes.baseAddress, let tape = json.parse(base, count: bytes.count) { return try checked(tape) }
        var repaired = RowWriter(capacity: bytes.count + JSONParser.padding)
        let isRepaired = JSONRepair.repaired(bytes, into: &repaired)
        plain.deallocate()
        plain = repaired
        pad()
        guard isRepaired, let tape = json.parse(plain.base, count: plain.count) else { throw Self.malformed }
        return try checked(tape)
    }

    private func checked(_ tape: Tape) throws -> Tape {
        guard [Tape.Tag.object, Tape.Tag.array].contains(tape.tag(Tape.start)) else { throw Self.malformed }
        return tape
    }

    private func parsePlain() throws -> Tape {
        pad()
        guard let tape = json.parse(plain.base, count: plain.count) else { throw Self.malformed }
        return tape
    }

    private func pad() {
        let count = plain.count
        _ = plain.appendZeros(JSONParser.padding)
        plain.truncate(to: count)
    }

    /// `data=` and JSON in base64, as older browsers of PostHog post it.
    private static func formData(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard bytes.starts(with: "data=".utf8) else { return nil }
        let pairs = QueryText.pairs(String(decoding: bytes, as: UTF8.self))
        return pairs.first { $0.name == "data" }.flatMap { pair in
            pair.value.utf8.first == UInt8(ascii: "{") ? Array(pair.value.utf8) : Base64.decode(pair.value.utf8.map { $0 == 32 ? 43 : $0 })
        }
    }

    private static let malformed = BasinError(
        .invalid, "The body is not well-formed JSON of this protocol; correct it and send it again.")
}
