/// Writes the members of an object.
struct ObjectWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: JSONWriter
    let place: ContainerPlace
    let codingPath: [any CodingKey]

    init(_ writer: JSONWriter, _ place: ContainerPlace, _ codingPath: [any CodingKey]) {
        self.writer = writer
        self.place = place
        self.codingPath = codingPath
    }

    private func member(_ key: Key, _ write: (ScalarWriter) throws -> Void) throws {
        let name = key.stringValue
        if writer.isReserved(name, in: place) { return }
        try writer.member(name, of: place, codingPath + [key])
        try write(ScalarWriter(writer: writer, codingPath: codingPath))
    }

    func encodeNil(forKey key: Key) throws { try member(key) { try $0.encodeNil() } }
    func encode(_ value: Bool, forKey key: Key) throws { try member(key) { try $0.encode(value) } }
    func encode(_ value: String, forKey key: Key) throws { try member(key) { try $0.encode(value) } }
    func encode(_ value: Double, forKey key: Key) throws { try member(key) { try $0.encode(value) } }
    func encode(_ value: Float, forKey key: Key) throws { try member(key) { try $0.encode(value) } }
    func encode(_ value: Int, forKey key: Key) throws { try member(key) { try $0.encode(value) } }
    func encode(_ value: Int8, forKey key: Key) throws { try member(key) { try $0.encode(value) } }
    func encode(_ value: Int16, forKey key: Key) throws { try member(key) { try $0.encode(value) } }
    func encode(_ value: Int32, forKey key: Key) throws { try member(key) { try $0.encode(value) } }
    func encode(_ value: Int64, forKey key: Key) throws { try member(key) { try $0.encode(value) } }
    func encode(_ value: UInt, forKey key: Key) throws { try member(key) { try $0.encode(value) } }
    func encode(_ value: UInt8, forKey key: Key) throws { try member(key) { try $0.encode(value) } }
    func encode(_ value: UInt16, forKey key: Key) throws { try member(key) { try $0.encode(value) } }
    func encode(_ value: UInt32, forKey key: Key) throws { try member(key) { try $0.encode(value) } }
    func encode(_ value: UInt64, forKey key: Key) throws { try member(key) { try $0.encode(value) } }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try member(key) { try $0.writer.value(value, codingPath + [key]) }
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        nested(key.stringValue, codingPath + [key]).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        nested(key.stringValue, codingPath + [key]).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { nested("super", codingPath) }

    func superEncoder(forKey key: Key) -> any Encoder { nested(key.stringValue, codingPath + [key]) }

    private func nested(_ name: String, _ path: [any CodingKey]) -> ValueEncoder {
        if writer.isReserved(name, in: place) {
            writer.fail("The field \(name) is filled in by the SDK; an event cannot make a container of it.", path)
        }
        do {
            try writer.member(name, of: place, path)
        } catch {
            writer.fail(JSONWriter.notInOrder, path)
        }
        return ValueEncoder(writer: writer, depth: writer.depth, codingPath: path)
    }
}
