/// Notes the fields that a type asks for; an optional one is one that may be absent.
struct KeyedProbe<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let notes: SchemaProbe.Notes
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let (schema, value) = SchemaProbe.describe(type)
        let name = SchemaProbe.wireName(key.stringValue)
        notes.properties.append((name, schema))
        notes.required.append(name)
        guard let value else { throw SchemaProbeEnd() }
        return value
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        notes.properties.append((SchemaProbe.wireName(key.stringValue), SchemaProbe.describe(type).schema))
        return nil
    }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { optional(type, key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { optional(type, key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { optional(type, key) }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { optional(type, key) }

    private func optional<Value: Decodable>(_ type: Value.Type, _ key: Key) -> Value? {
        notes.properties.append((SchemaProbe.wireName(key.stringValue), SchemaProbe.describe(type).schema))
        return nil
    }

    func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type, forKey key: Key) throws
        -> KeyedDecodingContainer<NestedKey>
    {
        throw SchemaProbeEnd()
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw SchemaProbeEnd() }
    func superDecoder() throws -> any Decoder { throw SchemaProbeEnd() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw SchemaProbeEnd() }
}
