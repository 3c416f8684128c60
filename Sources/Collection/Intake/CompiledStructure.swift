/// Fields with their names. Its memory belongs to a `CatalogMemory`.
struct CompiledStructure {
    let keys: KeyTable
    let fields: UnsafePointer<CompiledField>
    let refusesUnknown: Bool
    /// Where its part of the parser's table of learned key orders starts; it has `keys.count + 1` entries.
    let orderStart: Int
}
