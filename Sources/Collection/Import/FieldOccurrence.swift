import BasinCore

/// Which fields of a type occur in none of the rows seen so far.
struct FieldOccurrence {
    private let names: [String]
    private var missing: [Int]
    private var hasRows = false

    init(_ schema: EventSchema) {
        names = schema.sentFields.map(\.name)
        missing = Array(names.indices)
    }

    /// - Parameter bitmap: which fields the row has, as `RowFormat` says.
    @inline(__always)
    mutating func note(_ bitmap: UnsafeRawPointer) {
        hasRows = true
        if missing.isEmpty { return }
        missing.removeAll { FieldCursor.isPresent(bitmap, $0) }
    }

    /// In the order of the schema; none before the first row.
    var unfilled: [String] { hasRows ? missing.map { names[$0] } : [] }
}
