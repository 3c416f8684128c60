/// One field of an Iceberg schema, or of a struct in it.
package struct SchemaField: Sendable, Hashable, Codable {
    package var id: Int
    package var name: String
    package var isRequired: Bool
    package var type: SchemaType

    private enum CodingKeys: String, CodingKey {
        case id, name, type
        case isRequired = "required"
    }

    package init(id: Int, name: String, isRequired: Bool, type: SchemaType) {
        self.id = id
        self.name = name
        self.isRequired = isRequired
        self.type = type
    }

    /// Whether files of the old fields can be read with the new ones: fields may come, go and be renamed; those that
    /// stay (by id) keep a type that Iceberg can promote.
    static func canEvolve(_ old: [SchemaField], into new: [SchemaField]) -> Bool {
        let types = Dictionary(old.map { ($0.id, $0.type) }, uniquingKeysWith: { first, _ in first })
        return new.allSatisfy { types[$0.id]?.canBecome($0.type) ?? true }
    }
}
