/// What a route answers when all is well.
struct AnswerDescription: Sendable {
    var status = 200
    var description: String
    var contentTypes: [String] = []
    /// JSON Schema; nil for bytes or nothing.
    var schema: JSONValue?
    /// It comes piece by piece: nobody knows its end, so it has no entity tag.
    var isStreamed = false
    /// Another status with the same body.
    var otherStatus: Int?

    static func json(_ type: (some Decodable).Type, _ description: String, status: Int = 200) -> AnswerDescription {
        AnswerDescription(
            status: status, description: description, contentTypes: ["application/json"],
            schema: SchemaProbe.schema(of: type))
    }
}
