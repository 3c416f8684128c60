package import BasinCore

/// How plain records (objects that are no CloudEvents) become events of one type. Immutable.
package final class RecordPlan: @unchecked Sendable {
    // Unchecked because of the pointers; everything they reach is written in `init` and only read afterwards.
    private let memory: CatalogMemory
    /// Everything the plan wants of a record, by the record's own names.
    let wanted: UnsafePointer<CompiledStructure>
    /// For each field of the event, the number of its key in `wanted`.
    let keyOfField: [Int]
    let timeKey: Int
    let idKey: Int?
    /// The keys that the plan names itself, beside those which match by equal name.
    let namedKeys: [(key: Int, name: String)]
    let structure: UnsafePointer<CompiledStructure>
    let orderCount: Int

    package let type: AppliedEventType
    package let source: String
    package let timeField: String
    package let idField: String?
    /// SHA-256 of the bytes, 32 bytes.
    let sha256: @Sendable (UnsafeRawBufferPointer) -> [UInt8]

    /// - Parameters:
    ///   - mapping: Event field → record field. Event fields that are not here are looked for under their own name.
    ///   - timeField: The record field that says when it happened: RFC 3339, or milliseconds since 1970.
    ///   - idField: The record field that identifies it; without one, its canonical JSON's hash does.
    ///   - source: The `source` of every event, at most 1,024 bytes.
    /// - Throws: `.invalid` when the mapping names a field that the type does not have, or the source is unfit.
    package init(
        type: AppliedEventType, mapping: [String: String] = [:], timeField: String, idField: String? = nil,
        source: String, sha256: @escaping @Sendable (UnsafeRawBufferPointer) -> [UInt8]
    ) throws {
        let fields = type.schema.sentFields
        for name in mapping.keys.sorted() where !fields.contains(where: { $0.name == name }) {
            throw BasinError(
                .invalid, "Event type \(type.name) has no field \(name); map onto one of its declared fields.")
        }
        guard !source.isEmpty, source.utf8.count <= IntakeLimits.sourceByteCount else {
            throw BasinError(
                .invalid, "The source of imported events must have 1 to \(IntakeLimits.sourceByteCount) bytes.")
        }
        let memory = CatalogMemory()
        var keys: [String] = []
        func number(_ key: String) -> Int {
            if let known = keys.firstIndex(of: key) { return known }
            keys.append(key)
            return keys.count - 1
        }
        var compiler = SchemaCompiler(memory: memory)
        keyOfField = fields.map { number(mapping[$0.name] ?? $0.name) }
        timeKey = number(timeField)
        idKey = idField.map { number($0) }
        namedKeys = ([timeField] + (idField.map { [$0] } ?? []) + mapping.values.sorted()).map { (number($0), $0) }
        let compiled = compiler.structure(type.schema.fields, refusesUnknown: type.definition.unknownFields == .quarantine)
        structure = memory.copy([compiled])
        wanted = memory.copy([
            compiler.structure(
                keys: keys, fields: keys.map { _ in CompiledField(kind: .none) }, refusesUnknown: false)
        ])
        orderCount = compiler.orderCount
        self.memory = memory
        self.type = type
        self.source = source
        self.timeField = timeField
        self.idField = idField
        self.sha256 = sha256
    }
}
