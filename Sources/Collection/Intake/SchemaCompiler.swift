import BasinCore

/// Turns declared fields into compiled ones.
struct SchemaCompiler {
    let memory: CatalogMemory
    /// Entries of the table of learned key orders given out so far.
    private(set) var orderCount = 0

    init(memory: CatalogMemory) { self.memory = memory }

    mutating func structure(_ fields: [Field], refusesUnknown: Bool) -> CompiledStructure {
        // Fields that Basin fills in come last, and nobody can send them.
        let sent = fields.filter { $0.derivation == nil }
        let compiled = sent.map { field in
            var one = self.field(
                field.type, acceptsEpochMilliseconds: field.acceptsEpochMilliseconds, refusesUnknown: refusesUnknown)
            one.isRequired = field.isRequired
            one.emptyIsAbsent = field.isPseudonym && field.type == .string
            if field.isTruncatedAddress {
                one.kind = .address
                one.emptyIsAbsent = true
            }
            return one
        }
        return structure(
            keys: sent.map(\.name), fields: compiled, refusesUnknown: refusesUnknown, presenceCount: fields.count)
    }

    mutating func structure(
        keys: [String], fields: [CompiledField], refusesUnknown: Bool, presenceCount: Int? = nil
    ) -> CompiledStructure {
        defer { orderCount += keys.count + 1 }
        return CompiledStructure(
            keys: KeyTable(keys, in: memory), fields: memory.copy(fields), refusesUnknown: refusesUnknown,
            presenceByteCount: ((presenceCount ?? keys.count) + 7) / 8, orderStart: orderCount)
    }

    private mutating func field(
        _ type: FieldType, acceptsEpochMilliseconds: Bool, refusesUnknown: Bool
    ) -> CompiledField {
        switch type {
        case .string: return CompiledField(kind: .string)
        case .bool: return CompiledField(kind: .bool)
        case .int32: return CompiledField(kind: .int32)
        case .int64: return CompiledField(kind: .int64)
        case .float: return CompiledField(kind: .float)
        case .double: return CompiledField(kind: .double)
        case .decimal(let precision, let scale):
            return CompiledField(kind: .decimal, precision: min(precision, 38), scale: min(scale, 38))
        case .timestamp:
            return CompiledField(kind: .timestamp, acceptsEpochMilliseconds: acceptsEpochMilliseconds)
        case .date: return CompiledField(kind: .date)
        case .uuid: return CompiledField(kind: .uuid)
        case .json: return CompiledField(kind: .json)
        case .list(let element, _):
            let compiled = field(
                element, acceptsEpochMilliseconds: acceptsEpochMilliseconds, refusesUnknown: refusesUnknown)
            return CompiledField(kind: .list, element: memory.copy([compiled]))
        case .structure(let fields):
            let compiled = structure(fields, refusesUnknown: refusesUnknown)
            return CompiledField(kind: .structure, structure: memory.copy([compiled]))
        case .binary: return CompiledField(kind: .none)
        }
    }
}
