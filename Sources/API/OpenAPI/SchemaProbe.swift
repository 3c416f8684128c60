/// Finds out the JSON Schema of a `Decodable` type by letting it decode itself from nothing, and noting what it asks
/// for. So the OpenAPI document cannot say anything else than the types do.
struct SchemaProbe: Decoder {
    /// Where a type's questions are noted.
    final class Notes {
        var properties: [(String, JSONValue)] = []
        var required: [String] = []
        var items: JSONValue?
        var isObject = false
    }

    /// A type that cannot decode itself from zeros and empty texts is described as "anything".
    static func schema(of type: (some Decodable).Type) -> JSONValue { describe(type).schema }

    /// The schema, and a value of the type that answers for it while its owner is probed.
    static func describe<Value: Decodable>(_ type: Value.Type) -> (schema: JSONValue, value: Value?) {
        switch type {
        case is String.Type: return (["type": "string"], "" as? Value)
        case is Int.Type: return (["type": "integer", "format": "int64"], 0 as? Value)
        case is Double.Type: return (["type": "number"], 0.0 as? Value)
        case is Bool.Type: return (["type": "boolean"], false as? Value)
        case is [String: String].Type:
            return (["type": "object", "additionalProperties": ["type": "string"]], [String: String]() as? Value)
        default: break
        }
        let notes = Notes()
        let value = try? Value(from: SchemaProbe(notes: notes))
        if let items = notes.items { return (["type": "array", "items": items], value) }
        guard notes.isObject else { return ([:], value) }
        let schema: JSONValue = [
            "type": "object", "properties": .object(notes.properties), "required": .strings(notes.required),
        ]
        return (schema, value)
    }

    /// `lastEvent` as it is on the wire: `last_event`.
    static func wireName(_ name: String) -> String {
        name.reduce(into: "") { text, character in
            text += character.isUppercase ? "_" + character.lowercased() : String(character)
        }
    }

    let notes: Notes
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        notes.isObject = true
        return KeyedDecodingContainer(KeyedProbe<Key>(notes: notes))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { UnkeyedProbe(notes: notes) }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw SchemaProbeEnd() }
}
