/// A field as intake reads it: its type without indirection. Its memory belongs to a `CatalogMemory`.
struct CompiledField {
    enum Kind: UInt8, BitwiseCopyable {
        case string, bool, int32, int64, float, double, decimal, timestamp, date, uuid, json, list, structure
        /// An address of which the network is kept.
        case address
        /// Nothing a client may send.
        case none
    }

    var kind: Kind
    var isRequired = false
    /// The empty string counts as absent: nobody is logged in. Of an address, so does what is none.
    var emptyIsAbsent = false
    var acceptsEpochMilliseconds = false
    var precision = 0
    var scale = 0
    var element: UnsafePointer<CompiledField>?
    var structure: UnsafePointer<CompiledStructure>?
}
