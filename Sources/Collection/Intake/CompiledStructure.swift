/// Fields with their names. Its memory belongs to a `CatalogMemory`.
struct CompiledStructure {
    let keys: KeyTable
    let fields: UnsafePointer<CompiledField>
    let refusesUnknown: Bool
    /// Of the presence bitmap, which has room for the fields that Basin fills in too.
    let presenceByteCount: Int
    /// Where its part of the parser's table of learned key orders starts; it has `keys.count + 1` entries.
    let orderStart: Int
}
