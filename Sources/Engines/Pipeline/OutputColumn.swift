package import BasinCore

/// A column that a pipeline's SQL makes.
package struct OutputColumn: Sendable, Hashable {
    package var name: String
    /// As it is stored. `binary` is the type of sealed values, which only `classify` tells from other bytes.
    package var type: FieldType
    /// Every value is a value of the copied sources, or null. Otherwise something computed is among them.
    package var isCopy: Bool
    /// Every column that has to do with it, sorted by dataset and name.
    package var sources: [ColumnSource]

    package init(name: String, type: FieldType, isCopy: Bool, sources: [ColumnSource]) {
        self.name = name
        self.type = type
        self.isCopy = isCopy
        self.sources = sources
    }
}
