import BasinCore

/// Reads bodies into batches: inflates, parses, validates, encodes. Reused from body to body because its buffers are
/// worth keeping; one owner at a time (see `IntakeParsers`).
package final class IntakeParser {
    private let json: JSONParser
    private let inflater: GzipInflater
    private var reader = EventReader()
    /// The rewritten body of binary mode, and the last line of NDJSON where padding must follow.
    private var scratch = RowWriter(capacity: 1024)

    /// Throws `.system` without memory.
    package init() throws {
        json = try JSONParser()
        inflater = try GzipInflater()
    }

    deinit {
        reader.deallocate()
        scratch.deallocate()
    }

    /// Bytes held between bodies, about (simdjson's own not counted).
    package var heldByteCount: Int {
        inflater.capacity + reader.sections.capacity + reader.encoder.capacity + scratch.capacity
    }

    /// Reads one body.
    ///
    /// A bad event is refused, by its index; the others are not hurt. A body that does not parse as a whole is
    /// outlined by its strings, brackets and commas, so that only the bad elements of a batch are lost.
    /// - Parameter isGzip: What the request says. A body that starts with gzip's magic number is inflated anyway.
    /// - Throws: `.tooLarge` for too many bytes or events; `.invalid` for what is not gzip, not JSON, not a batch.
    package func parse(
        body: UnsafeRawBufferPointer, mode: ContentMode, isGzip: Bool, catalog: IntakeCatalog,
        limits: IntakeLimits = IntakeLimits()
    ) throws -> IntakeBatch {
        let bytes: UnsafeBufferPointer<UInt8>
        if GzipInflater.isGzip(body) {
            bytes = try inflater.inflate(body, limit: limits.bodyByteCount, padding: JSONParser.padding)
        } else if isGzip {
            throw BasinError(
                .invalid, "The request says that its body is gzip, and it is not; compress it or say nothing.")
        } else if body.count > limits.bodyByteCount {
            throw BasinError(
                .tooLarge, "The body is larger than \(limits.bodyByteCount) bytes; send fewer events in one request.")
        } else {
            bytes = inflater.copy(body, padding: JSONParser.padding)
        }
        reader.begin(catalog, limits: limits, bodyByteCount: bytes.count)
        switch mode {
        case .batch: try readBatch(bytes, catalog, limits)
        case .structured: try readOne(bytes, catalog)
        case .ndjson: try readLines(bytes, catalog)
        case .binary(let attributes): try readBinary(bytes, attributes, catalog)
        case .json:
            let first = bytes.first { !BodyOutline.isSpace($0) }
            if first == UInt8(ascii: "[") {
                try readBatch(bytes, catalog, limits)
            } else {
                try readOne(bytes, catalog)
            }
        }
        return reader.finish()
    }

    /// Reads an array of events that a translator wrote: as many as a client's calls made, so without a limit of their
    /// number. The bytes are followed by `JSONParser.padding` readable ones.
    func parse(
        translated bytes: UnsafeBufferPointer<UInt8>, catalog: IntakeCatalog, limits: IntakeLimits
    ) throws -> IntakeBatch {
        var limits = limits
        limits.eventCount = .max
        reader.begin(catalog, limits: limits, bodyByteCount: bytes.count)
        try readBatch(bytes, catalog, limits)
        return reader.finish()
    }

    private func readBatch(
        _ bytes: UnsafeBufferPointer<UInt8>, _ catalog: IntakeCatalog, _ limits: IntakeLimits
    ) throws {
        guard let base = bytes.baseAddress else { throw Self.malformed }
        if let tape = json.parse(base, count: bytes.count) {
            guard tape.tag(Tape.start) == Tape.Tag.array else {
                throw BasinError(
                    .invalid,
                    "The body is not a JSON array of events; send an array, or one event as application/cloudevents+json."
                )
            }
            try reader.readAll(tape, Tape.start, catalog)
            return
        }
        guard let elements = BodyOutline.elements(bytes, limit: limits.eventCount) else { throw Self.malformed }
        for element in elements { try readElement(UnsafeBufferPointer(rebasing: bytes[element]), catalog) }
    }

    private func readOne(_ bytes: UnsafeBufferPointer<UInt8>, _ catalog: IntakeCatalog) throws {
        guard let base = bytes.baseAddress else { throw Self.malformed }
        if let tape = json.parse(base, count: bytes.count) {
            try reader.read(tape, Tape.start, catalog)
        } else if BodyOutline.value(bytes) != nil {
            try reader.refuse(unparsed: bytes, catalog)
        } else {
            throw Self.malformed
        }
    }

    /// What follows the element in the body serves as padding.
    private func readElement(_ bytes: UnsafeBufferPointer<UInt8>, _ catalog: IntakeCatalog) throws {
        if let base = bytes.baseAddress, let tape = json.parse(base, count: bytes.count) {
            try reader.read(tape, Tape.start, catalog)
        } else {
            try reader.refuse(unparsed: bytes, catalog)
        }
    }

    private func readLines(_ bytes: UnsafeBufferPointer<UInt8>, _ catalog: IntakeCatalog) throws {
        var lines = LineIterator(bytes)
        while let line = lines.next() { try readElement(line, catalog) }
    }

    /// Binary mode becomes structured mode: the attributes and the body are put into one object.
    private func readBinary(
        _ bytes: UnsafeBufferPointer<UInt8>, _ attributes: [String: String], _ catalog: IntakeCatalog
    ) throws {
        scratch.truncate(to: 0)
        scratch.append(UInt8(ascii: "{"))
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) where name != "data" && name != "data_base64" {
            var name = name
            name.withUTF8 { JSONText.append(string: $0, to: &scratch) }
            scratch.append(UInt8(ascii: ":"))
            try HeaderValue.append(value, to: &scratch)
            scratch.append(UInt8(ascii: ","))
        }
        scratch.append("\"data\":")
        if BodyOutline.isBlank(bytes, 0..<bytes.count) {
            scratch.append("null")
        } else {
            // On its own first: a body such as `1,"id":"x"` must not become part of the envelope.
            guard let base = bytes.baseAddress,
                json.parse(base, count: bytes.count) != nil || BodyOutline.value(bytes) != nil
            else { throw Self.malformed }
            scratch.append(bytes)
        }
        scratch.append(UInt8(ascii: "}"))
        _ = scratch.appendZeros(JSONParser.padding)
        scratch.truncate(to: scratch.count - JSONParser.padding)
        reader.checkSizes()
        try readElement(scratch.bytes, catalog)
    }

    private static let malformed = BasinError(
        .invalid, "The body is not well-formed JSON; correct its syntax and send it again.")
}
