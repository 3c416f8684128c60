/// An event type as intake reads it.
struct CompiledType {
    let typeID: UInt32
    let schemaVersion: UInt32
    let structure: UnsafePointer<CompiledStructure>
}
