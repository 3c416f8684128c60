/// What a route reads.
struct BodyDescription: Sendable {
    var contentTypes: [String]
    /// JSON Schema; nil for bytes.
    var schema: JSONValue?

    static func json(_ type: (some Decodable).Type) -> BodyDescription {
        BodyDescription(contentTypes: ["application/json"], schema: SchemaProbe.schema(of: type))
    }
}
