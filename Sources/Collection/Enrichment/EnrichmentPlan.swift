import BasinCore

/// Which fields of a schema Basin fills in, and of what; worked out once for many rows.
struct EnrichmentPlan {
    struct Output {
        /// Its place among the schema's fields.
        var field: Int
        var value: DerivedValue
        /// Places in `sources`.
        var sources: [Int]
    }

    /// In the order of the schema, which has them behind all fields that clients send.
    let outputs: [Output]
    /// Places among the schema's fields, ascending.
    let sources: [Int]
    /// Of the fields up to the last source.
    let types: [FieldType]
    let fieldCount: Int

    /// Nil when there is nothing to fill in.
    init?(_ schema: EventSchema) {
        let fields = schema.fields
        guard fields.contains(where: { $0.derivation != nil }) else { return nil }
        let places = Dictionary(fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
        let derivations = fields.enumerated().compactMap { number, field in field.derivation.map { (number, $0) } }
        let used = Set(derivations.flatMap { $1.sources.compactMap { places[$0] } }).sorted()
        sources = used
        outputs = derivations.map { number, derivation in
            let found = derivation.sources.compactMap { places[$0].flatMap { used.firstIndex(of: $0) } }
            return Output(field: number, value: derivation.value, sources: found)
        }
        types = fields.prefix((used.last ?? -1) + 1).map(\.type)
        fieldCount = fields.count
    }
}
