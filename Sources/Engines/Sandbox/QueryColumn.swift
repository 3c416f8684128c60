package import BasinCore

/// A column of a dataset as people see it.
package struct QueryColumn: Sendable, Hashable, Codable {
    package var name: String
    /// The declared type. Of a sealed column, what it is stored as does not matter here.
    package var type: FieldType
    /// The Parquet field id: how the column is found in files that were written under another name or type.
    package var id: Int
    /// Its values are personal: shown as `[masked]`, unless they are opened.
    package var isSealed: Bool
    /// Sealed values are shown as the text that they are, through the table's opener.
    package var isOpened: Bool

    package init(name: String, type: FieldType, id: Int, isSealed: Bool = false, isOpened: Bool = false) {
        self.name = name
        self.type = type
        self.id = id
        self.isSealed = isSealed
        self.isOpened = isOpened
    }

    var storedType: FieldType { isSealed ? .binary : type }
}
