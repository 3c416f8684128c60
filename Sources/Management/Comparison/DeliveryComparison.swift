import BasinCore

/// What two deliveries of the same events have in common, field by field.
///
/// Rows are paired by their key. A key that stands for more than one row of a side pairs with nothing: it is counted,
/// not multiplied. Null equals null. Of a sealed column bytes are compared where both sides hold values of one origin:
/// equal bytes then are the same value of the same event, other bytes another value or another event's. Where origins
/// differ equal values have other bytes, so that such a column is named and not compared.
package struct DeliveryComparison: Sendable {
    package static let mostFields = 200
    package static let mostKeys = 10

    /// A field that is compared.
    package struct Compared: Sendable, Hashable {
        package var name: String
        /// How, where it is not plain.
        package var note: String?
    }

    /// A field that cannot be, and why, as it follows the field's name.
    package struct NotCompared: Sendable, Hashable {
        package var name: String
        package var reason: String
    }

    package private(set) var fields: [Compared] = []
    package private(set) var notCompared: [NotCompared] = []
    /// Columns of each side of which the bytes themselves are compared, not what is shown in their place.
    package private(set) var sealedLeft: Set<String> = []
    package private(set) var sealedRight: Set<String> = []
    /// One row; its columns are those of `Counts`, then `_s`, `_d`, `_l` and `_r` with the number of each field.
    package private(set) var sql = ""

    /// - Parameters:
    ///   - fields: to compare; empty for all that both have, without those that say how an event was delivered.
    /// - Throws: `.invalid` for keys and fields that cannot be used.
    package init(_ left: ComparedSide, _ right: ComparedSide, keys: [String], fields: [String]) throws {
        guard !keys.isEmpty, keys.count <= Self.mostKeys, Set(keys).count == keys.count else {
            throw BasinError(
                .invalid, "Give 1 to \(Self.mostKeys) keys, each once: the columns that tell one event from another.")
        }
        let paired = try keys.map { name in
            let pair = try Self.pair(name, left, right)
            guard pair.left.canBeKey, pair.right.canBeKey else {
                throw BasinError(
                    .invalid, "\(name.prefix(63)) is sealed or nested, so that no row is found by it; choose another.")
            }
            return pair
        }
        var compared: [Pair] = []
        for name in try fields.isEmpty ? Self.common(left, right, keys) : Self.asked(fields) {
            let pair = try fields.isEmpty ? Self.pairIfBoth(name, left, right) : Self.pair(name, left, right)
            guard let pair else {
                let lacking = left.column(name) == nil ? left : right
                notCompared.append(NotCompared(name: name, reason: "is not in \(lacking.name)"))
                continue
            }
            if let reason = pair.obstacle {
                notCompared.append(NotCompared(name: name, reason: reason))
            } else {
                compared.append(pair)
            }
        }
        guard compared.count <= Self.mostFields else {
            throw BasinError(
                .invalid, "\(compared.count) fields are more than can be compared at once; name at most "
                    + "\(Self.mostFields) of them as fields.")
        }
        self.fields = compared.map { Compared(name: $0.left.name, note: $0.note) }
        for pair in compared where pair.left.isSealed {
            sealedLeft.insert(pair.left.name)
            sealedRight.insert(pair.right.name)
        }
        sql = Self.sql(left, right, paired, compared)
    }

    private static func pair(_ name: String, _ left: ComparedSide, _ right: ComparedSide) throws -> Pair {
        if let pair = pairIfBoth(name, left, right) { return pair }
        let side = left.column(name) == nil ? left : right
        let known = side.columns.prefix(30).map(\.name).joined(separator: ", ")
        throw BasinError(.invalid, "\(side.name) has no column \(name.prefix(63)); its columns are \(known).")
    }

    private static func pairIfBoth(_ name: String, _ left: ComparedSide, _ right: ComparedSide) -> Pair? {
        left.column(name).flatMap { one in right.column(name).map { Pair(left: one, right: $0) } }
    }

    private static func asked(_ fields: [String]) throws -> [String] {
        guard Set(fields).count == fields.count else { throw BasinError(.invalid, "Name each field once.") }
        return fields
    }

    /// What an event says, on either side; not who delivered it, when and in which version of the schema.
    private static func common(_ left: ComparedSide, _ right: ComparedSide, _ keys: [String]) -> [String] {
        var seen = Set(keys)
        return (left.columns + right.columns).map(\.name).filter { name in
            (!name.hasPrefix("_") || name == Envelope.eventTime.column.name) && seen.insert(name).inserted
        }
    }

    // MARK: SQL

    private static func sql(_ left: ComparedSide, _ right: ComparedSide, _ keys: [Pair], _ fields: [Pair]) -> String {
        func side(_ side: ComparedSide, _ isLeft: Bool) -> String {
            let keys = keys.enumerated().map { "\($1.expression(isLeft)) AS _k\($0)" }
            let values = fields.enumerated().map { "any_value(\($1.expression(isLeft))) AS _f\($0)" }
            return "SELECT \((keys + values).joined(separator: ", ")), count(*) AS _n "
                + "FROM \(side.name.sqlIdentifier)\(side.condition) GROUP BY ALL"
        }
        let join = keys.indices.map { "_left._k\($0) IS NOT DISTINCT FROM _right._k\($0)" }.joined(separator: " AND ")
        let verdicts = fields.indices.map { number in
            let one = "_left._f\(number)", other = "_right._f\(number)"
            return ", CASE WHEN \(one) IS NOT DISTINCT FROM \(other) THEN 0 WHEN \(other) IS NULL THEN 2 "
                + "WHEN \(one) IS NULL THEN 3 ELSE 1 END AS _v\(number)"
        }.joined()
        let counts = fields.indices.flatMap { number in
            ["s", "d", "l", "r"].enumerated().map { ", \(count("_p = 1 AND _v\(number) = \($0)", "_\($1)\(number)"))" }
        }.joined()
        return """
            WITH _left AS (\(side(left, true))), _right AS (\(side(right, false))),
            _pairs AS (
              SELECT _left._n AS _ln, _right._n AS _rn, \
            CASE WHEN _left._n = 1 AND _right._n = 1 THEN 1 END AS _p\(verdicts)
              FROM _left FULL JOIN _right ON \(join)
            )
            SELECT CAST(coalesce(sum(_ln), 0) AS BIGINT) AS rows_left, \
            CAST(coalesce(sum(_rn), 0) AS BIGINT) AS rows_right, \
            count(_ln) AS keys_left, count(_rn) AS keys_right, \
            \(count("_ln > 1", "duplicate_left")), \(count("_rn > 1", "duplicate_right")), \
            \(count("_ln IS NOT NULL AND _rn IS NOT NULL", "keys_both")), count(_p) AS compared\(counts)
            FROM _pairs
            """
    }

    private static func count(_ condition: String, _ name: String) -> String {
        "count(CASE WHEN \(condition) THEN 1 END) AS \(name)"
    }
}
