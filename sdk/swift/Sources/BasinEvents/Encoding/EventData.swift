/// An event's `data`, with the fields that the SDK fills in.
package struct EventData: ~Copyable {
    private let writer = JSONWriter()

    package init() {}

    /// The event as a JSON object.
    ///
    /// - Parameter filled: fields of the SDK's; whatever the event has under their names is left out, and so is a field
    ///   whose value is nil.
    /// - Throws: `EncodingError` for an event that is no object or cannot be encoded.
    package func encode(_ event: any Encodable, filled: [(key: String, value: String?)] = []) throws -> [UInt8] {
        writer.reset()
        writer.reservedKeys = filled.map(\.key)
        try event.encode(to: ValueEncoder(writer: writer, depth: 0, codingPath: []))
        if let failure = writer.failure { throw failure }
        guard writer.depth == 1 || writer.text.bytes.isEmpty else {
            throw writer.error("An event is a single value and no object; give it stored properties.", [])
        }
        let place = writer.open(object: true, at: 0, [])
        if let failure = writer.failure { throw failure }
        for (key, value) in filled {
            guard let value else { continue }
            try writer.member(key, of: place, [])
            writer.text.string(value)
        }
        writer.close(to: 0)
        return writer.text.bytes
    }
}
