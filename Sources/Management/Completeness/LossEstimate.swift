package import BasinCore

/// How many events of a type never came, told by gaps in the sequence numbers that clients give.
///
/// A client numbers its events of a type: 1, 2, 3 and so on for each `source` (an install). A number that is missing
/// between two that came is an event that was lost, or has not come yet. What a client sent before its first and after
/// its last event that came cannot be known. A gap is charged to what the event after it says of itself (its app version),
/// since a client that lost its events lost them there.
package struct LossEstimate: Sendable {
    /// Fields to split by.
    package var by: [String]
    package var sql: String

    /// - Parameters:
    ///   - fields: of the type; not nested, not sealed.
    ///   - hours: of receipt; nil for all.
    /// - Throws: `.invalid` for a field that cannot be split by.
    package init(_ type: AppliedEventType, by names: [String], from: Timestamp?, to: Timestamp?) throws {
        let fields = Dictionary(type.schema.fields.map { ($0.name, $0) }) { first, _ in first }
        for name in names {
            guard let field = fields[name] else {
                throw BasinError(
                    .invalid,
                    "\(type.name) has no field \(name.prefix(63)); split by one of \(Self.splittable(type)).")
            }
            guard Self.isSplittable(field) else {
                throw BasinError(
                    .invalid, "\(name) is sealed or nested, so nothing can be split by it; use one of \(Self.splittable(type)).")
            }
        }
        guard names.count <= 5, Set(names).count == names.count else {
            throw BasinError(.invalid, "Split by at most 5 fields, each once.")
        }
        by = names
        let split = names.map { $0.sqlIdentifier + ", " }.joined()
        let group = names.isEmpty ? "" : " GROUP BY ALL"
        let bounds = [
            from.map { "_received_time >= TIMESTAMPTZ '\($0)'" }, to.map { "_received_time < TIMESTAMPTZ '\($0)'" },
        ].compactMap(\.self).map { " AND " + $0 }.joined()
        // A number that came twice under two identities is no gap.
        sql = """
            SELECT \(names.map { "CAST(\($0.sqlIdentifier) AS VARCHAR) AS \($0.sqlIdentifier), " }.joined())\
            count(DISTINCT _source) AS sources, count(*) AS received, \
            CAST(coalesce(sum(greatest(_gap, 0)), 0) AS BIGINT) AS missing
            FROM (
              SELECT \(split)_source, \
              _sequence - lag(_sequence) OVER (PARTITION BY _source ORDER BY _sequence) - 1 AS _gap
              FROM \(type.name.sqlIdentifier) WHERE _sequence IS NOT NULL\(bounds)
            )\(group)
            ORDER BY missing DESC, received DESC LIMIT 1000
            """
    }

    private static func isSplittable(_ field: Field) -> Bool {
        switch field.type {
        case .list, .structure, .json, .binary: false
        default: !field.classification.isSealed && !field.isPseudonym
        }
    }

    private static func splittable(_ type: AppliedEventType) -> String {
        let names = type.schema.fields.filter(isSplittable).prefix(20).map(\.name)
        return names.isEmpty ? "its fields that are not sealed (it has none)" : names.joined(separator: ", ")
    }
}
