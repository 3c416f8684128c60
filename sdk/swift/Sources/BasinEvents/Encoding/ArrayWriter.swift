/// Writes the elements of an array.
struct ArrayWriter: UnkeyedEncodingContainer {
    let writer: JSONWriter
    let place: ContainerPlace
    let codingPath: [any CodingKey]
    private(set) var count = 0

    init(_ writer: JSONWriter, _ place: ContainerPlace, _ codingPath: [any CodingKey]) {
        self.writer = writer
        self.place = place
        self.codingPath = codingPath
    }

    private mutating func element(_ write: (ScalarWriter) throws -> Void) throws {
        try writer.element(of: place, codingPath)
        count += 1
        try write(ScalarWriter(writer: writer, codingPath: codingPath))
    }

    mutating func encodeNil() throws { try element { try $0.encodeNil() } }
    mutating func encode(_ value: Bool) throws { try element { try $0.encode(value) } }
    mutating func encode(_ value: String) throws { try element { try $0.encode(value) } }
    mutating func encode(_ value: Double) throws { try element { try $0.encode(value) } }
    mutating func encode(_ value: Float) throws { try element { try $0.encode(value) } }
    mutating func encode(_ value: Int) throws { try element { try $0.encode(value) } }
    mutating func encode(_ value: Int8) throws { try element { try $0.encode(value) } }
    mutating func encode(_ value: Int16) throws { try element { try $0.encode(value) } }
    mutating func encode(_ value: Int32) throws { try element { try $0.encode(value) } }
    mutating func encode(_ value: Int64) throws { try element { try $0.encode(value) } }
    mutating func encode(_ value: UInt) throws { try element { try $0.encode(value) } }
    mutating func encode(_ value: UInt8) throws { try element { try $0.encode(value) } }
    mutating func encode(_ value: UInt16) throws { try element { try $0.encode(value) } }
    mutating func encode(_ value: UInt32) throws { try element { try $0.encode(value) } }
    mutating func encode(_ value: UInt64) throws { try element { try $0.encode(value) } }
    mutating func encode<Value: Encodable>(_ value: Value) throws { try element { try $0.encode(value) } }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        nested().container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }

    mutating func superEncoder() -> any Encoder { nested() }

    private mutating func nested() -> ValueEncoder {
        do {
            try writer.element(of: place, codingPath)
        } catch {
            writer.fail(JSONWriter.notInOrder, codingPath)
        }
        count += 1
        return ValueEncoder(writer: writer, depth: writer.depth, codingPath: codingPath)
    }
}
