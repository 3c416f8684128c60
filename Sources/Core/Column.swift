/// One column of a stored table.
package struct Column: Sendable, Hashable, Codable {
    package var name: String
    package var type: FieldType
    /// The Iceberg and Parquet field id.
    package var id: Int
    package var isRequired: Bool

    package init(name: String, type: FieldType, id: Int, isRequired: Bool) {
        self.name = name
        self.type = type
        self.id = id
        self.isRequired = isRequired
    }
}
