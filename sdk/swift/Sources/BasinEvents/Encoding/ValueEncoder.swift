/// The encoder of one value.
struct ValueEncoder: Encoder {
    let writer: JSONWriter
    /// Containers that are open around the value.
    let depth: Int
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(ObjectWriter<Key>(writer, writer.open(object: true, at: depth, codingPath), codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        ArrayWriter(writer, writer.open(object: false, at: depth, codingPath), codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        ScalarWriter(writer: writer, codingPath: codingPath)
    }
}
