/// The table property `schema.name-mapping.default`: which field a column of a Parquet file without field ids is.
///
/// Without it DuckDB reads nulls from such files and PyIceberg fails.
struct NameMapping: Codable {
    struct Entry: Codable {
        var fieldID: Int
        var names: [String]
        var fields: [Entry]?

        private enum CodingKeys: String, CodingKey {
            case names, fields
            case fieldID = "field-id"
        }
    }

    static let property = "schema.name-mapping.default"

    var entries: [Entry]

    init(_ schema: TableSchema) { entries = Self.entries(schema.fields) }

    init(from decoder: any Decoder) throws { entries = try decoder.singleValueContainer().decode([Entry].self) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(entries)
    }

    private static func entries(_ fields: [SchemaField]) -> [Entry] {
        fields.map { Entry(fieldID: $0.id, names: [$0.name], fields: nested($0.type)) }
    }

    private static func nested(_ type: SchemaType) -> [Entry]? {
        switch type {
        case .primitive: nil
        case .structure(let fields): entries(fields)
        case .list(let elementID, let element):
            [Entry(fieldID: elementID, names: ["element"], fields: nested(element))]
        }
    }
}
