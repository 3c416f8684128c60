/// Writes one value where the next one goes.
struct ScalarWriter: SingleValueEncodingContainer {
    let writer: JSONWriter
    let codingPath: [any CodingKey]

    func encodeNil() throws { writer.text.raw("null") }
    func encode(_ value: Bool) throws { if value { writer.text.raw("true") } else { writer.text.raw("false") } }
    func encode(_ value: String) throws { writer.text.string(value) }
    func encode(_ value: Double) throws { writer.text.number(value) }
    func encode(_ value: Float) throws { writer.text.number(value) }
    func encode(_ value: Int) throws { writer.text.integer(value) }
    func encode(_ value: Int8) throws { writer.text.integer(value) }
    func encode(_ value: Int16) throws { writer.text.integer(value) }
    func encode(_ value: Int32) throws { writer.text.integer(value) }
    func encode(_ value: Int64) throws { writer.text.integer(value) }
    func encode(_ value: UInt) throws { writer.text.integer(value) }
    func encode(_ value: UInt8) throws { writer.text.integer(value) }
    func encode(_ value: UInt16) throws { writer.text.integer(value) }
    func encode(_ value: UInt32) throws { writer.text.integer(value) }
    func encode(_ value: UInt64) throws { writer.text.integer(value) }
    func encode<Value: Encodable>(_ value: Value) throws { try writer.value(value, codingPath) }
}
