package import BasinCore

/// The event types that intake accepts, compiled. Immutable: an apply makes a new one.
///
/// Only the current version of a type is accepted; removed types are unknown.
package final class IntakeCatalog: @unchecked Sendable {
    // Unchecked because of the pointers; everything they reach is written in `init` and only read afterwards.
    private let memory: CatalogMemory
    let names: KeyTable
    let types: UnsafePointer<CompiledType>
    /// CloudEvents attributes, numbered as in `EventAttribute`.
    let attributes: CompiledStructure
    /// Entries that a parser's table of learned key orders needs.
    let orderCount: Int

    package init(_ applied: [AppliedEventType]) {
        let memory = CatalogMemory()
        self.memory = memory
        var compiler = SchemaCompiler(memory: memory)
        var seen: Set<String> = []
        // Were a name there twice, the one applied last would count.
        let accepted = applied.reversed().filter { !$0.isRemoved && seen.insert($0.name).inserted }
        let compiled = accepted.map { type in
            let structure = compiler.structure(
                type.schema.fields, refusesUnknown: type.definition.unknownFields == .quarantine)
            return CompiledType(
                typeID: type.id, schemaVersion: UInt32(truncatingIfNeeded: type.schema.version),
                structure: memory.copy([structure]))
        }
        attributes = compiler.structure(
            keys: EventAttribute.allCases.map(\.name),
            fields: EventAttribute.allCases.map { _ in CompiledField(kind: .none) }, refusesUnknown: false)
        names = KeyTable(accepted.map(\.name), in: memory)
        types = memory.copy(compiled)
        orderCount = compiler.orderCount
    }

    /// How many types are accepted.
    package var typeCount: Int { names.count }
}
