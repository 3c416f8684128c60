import BasinCore

/// What several schemas say together about one value.
struct SchemaShape {
    enum Kind: String, CaseIterable { case null, boolean, integer, number, string, array, object }

    struct Property {
        var name: String
        /// Together they describe the value.
        var parts: [SchemaPart]
    }

    /// Nil where nothing is said.
    private(set) var kinds: Set<Kind>?
    /// In the order in which they come first.
    private(set) var properties: [Property] = []
    private var indexes: [[UInt8]: Int] = [:]
    var required: Set<String> = []
    /// Nil where nothing is said about elements.
    var items: [SchemaPart]?
    /// Each position of a list has a schema of its own.
    var isTuple = false
    /// Properties that are not named are refused.
    var isClosed = false
    /// Properties that are not named have a schema.
    var describesOthers = false
    /// Nothing but the named properties is allowed, by name or by pattern.
    var refusesOthers: Bool { isClosed && !describesOthers }
    var format: String?
    var values: [WrittenJSON]?
    var minimum: String?
    var maximum: String?
    var multipleOf: String?
    /// Each: one of these.
    var alternatives: [[SchemaPart]] = []
    /// Properties that may come with conditions.
    var conditional: [SchemaPart] = []
    /// Keywords that say what values may be beside their type, in order.
    private(set) var rules: [String] = []
    var title: String?
    var description: String?
    /// What an export said that JSON Schema has no word for.
    var extras: [String: WrittenJSON] = [:]

    func property(_ name: String) -> Property? { indexes[Array(name.utf8)].map { properties[$0] } }

    mutating func add(_ part: SchemaPart, to name: String) {
        // By their bytes: names that only look the same are two.
        if let index = indexes[Array(name.utf8)] {
            properties[index].parts.append(part)
        } else {
            indexes[Array(name.utf8)] = properties.count
            properties.append(Property(name: name, parts: [part]))
        }
    }

    /// Nothing is left when no value can be of both.
    mutating func restrict(to other: Set<Kind>) {
        guard let kinds else {
            kinds = other
            return
        }
        var both = kinds.intersection(other)
        // Every integer is a number.
        if kinds.contains(.integer), other.contains(.number) || kinds.contains(.number), other.contains(.integer) {
            both.insert(.integer)
        }
        if kinds.contains(.number), other.contains(.integer) { both.insert(.integer) }
        self.kinds = both
    }

    mutating func replace(kinds: Set<Kind>) { self.kinds = kinds }

    mutating func note(rule: String) {
        if !rules.contains(rule) { rules.append(rule) }
    }

    /// It says nothing about what a value is made of.
    var isOnlyRules: Bool {
        kinds == nil && properties.isEmpty && items == nil && !isTuple && alternatives.isEmpty && conditional.isEmpty
            && values == nil
    }

    /// What a value can be, by all that is said: the type, else what follows from the values or the keywords.
    var impliedKinds: Set<Kind>? {
        if let kinds { return kinds }
        if let values { return Set(values.map(\.kind)) }
        if !properties.isEmpty { return [.object] }
        if items != nil || isTuple { return [.array] }
        return nil
    }

    /// The type follows from keywords alone, which say nothing of values of other types.
    var isAssumed: Bool { kinds == nil && values == nil && impliedKinds != nil }

    /// Null is not a value of its own to intake: it is nothing.
    var isNullable: Bool {
        impliedKinds?.contains(.null) == true && (values == nil || values?.contains(.null) == true)
    }
}

extension WrittenJSON {
    var kind: SchemaShape.Kind {
        switch self {
        case .null: .null
        case .bool: .boolean
        case .number(let text): text.contains { ".eE".contains($0) } ? .number : .integer
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }
}
