package import BasinCore

/// One schema of a table. Its id is the version of the dataset's schema.
package struct TableSchema: Sendable, Hashable, Codable {
    package var id: Int
    package var fields: [SchemaField]

    private enum CodingKeys: String, CodingKey {
        case type, fields
        case id = "schema-id"
    }

    /// `.invalid` when a field has no id, or two share an id or (side by side) a name.
    package init(version: Int, columns: [Column]) throws {
        id = version
        fields = columns.map {
            SchemaField(id: $0.id, name: $0.name, isRequired: $0.isRequired, type: SchemaType($0.type))
        }
        guard version >= 0 else {
            throw BasinError(.invalid, "A schema version cannot be negative: \(version). Count versions from 1.")
        }
        var ids: Set<Int> = []
        try Self.check(fields, &ids)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(Int.self, forKey: .id)
        fields = try container.decode([SchemaField].self, forKey: .fields)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode("struct", forKey: .type)
        try container.encode(id, forKey: .id)
        try container.encode(fields, forKey: .fields)
    }

    /// The highest id in it, of columns and of what is inside them.
    var highestFieldID: Int { Self.highestID(fields) }

    private static func highestID(_ fields: [SchemaField]) -> Int {
        fields.reduce(0) { max($0, $1.id, highestID($1.type)) }
    }

    private static func highestID(_ type: SchemaType) -> Int {
        switch type {
        case .primitive: 0
        case .list(let elementID, let element): max(elementID, highestID(element))
        case .structure(let fields): highestID(fields)
        }
    }

    private static func check(_ fields: [SchemaField], _ ids: inout Set<Int>) throws {
        var names: Set<String> = []
        for field in fields {
            try claim(field.id, field.name, &ids)
            guard names.insert(field.name).inserted else {
                throw BasinError(.invalid, "The schema has two fields named \(field.name); rename one.")
            }
            try check(field.type, in: field.name, &ids)
        }
    }

    private static func check(_ type: SchemaType, in name: String, _ ids: inout Set<Int>) throws {
        switch type {
        case .primitive: break
        case .structure(let fields): try check(fields, &ids)
        case .list(let elementID, let element):
            try claim(elementID, name + ".element", &ids)
            try check(element, in: name, &ids)
        }
    }

    private static func claim(_ id: Int, _ name: String, _ ids: inout Set<Int>) throws {
        guard id > 0, id <= Int(Int32.max) - 200 else {
            throw BasinError(
                .invalid, "The field \(name) has the id \(id), which is not one for Iceberg; apply the schema first.")
        }
        guard ids.insert(id).inserted else {
            throw BasinError(
                .invalid, "The field \(name) has the id \(id), which another field has too; ids are given once.")
        }
    }
}
