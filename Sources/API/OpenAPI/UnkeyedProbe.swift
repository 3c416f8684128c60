/// Notes what a list holds: it offers one element, of whatever type is asked for.
struct UnkeyedProbe: UnkeyedDecodingContainer {
    let notes: SchemaProbe.Notes
    var codingPath: [any CodingKey] { [] }
    var count: Int? { nil }
    private(set) var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    init(notes: SchemaProbe.Notes) { self.notes = notes }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let (schema, value) = SchemaProbe.describe(type)
        notes.items = schema
        currentIndex += 1
        guard let value else { throw SchemaProbeEnd() }
        return value
    }

    mutating func decodeNil() throws -> Bool { false }

    mutating func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type) throws
        -> KeyedDecodingContainer<NestedKey>
    {
        throw SchemaProbeEnd()
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw SchemaProbeEnd() }
    mutating func superDecoder() throws -> any Decoder { throw SchemaProbeEnd() }
}
