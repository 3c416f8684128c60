import BasinAPI
import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire
import Foundation
import NIOCore

/// Two deliveries of the same events beside each other.
extension Platform {
    func compare(_ request: ComparisonRequest, for person: Principal) async throws -> ComparisonSummary {
        let from = try request.from.map { try Self.hour($0, argument: "from").start }
        let to = try request.to.map { try Self.hour($0, argument: "to").start }
        let rightFrom = try request.rightFrom.map { try Self.hour($0, argument: "right_from").start } ?? from
        let rightTo = try request.rightTo.map { try Self.hour($0, argument: "right_to").start } ?? to
        let (left, right) = try await read { snapshot in
            (
                try Self.side(request.left, from, to, in: snapshot),
                try Self.side(request.right, rightFrom, rightTo, in: snapshot)
            )
        }
        // Its counts are of every row.
        let guarded = try await read { snapshot in
            try Set([request.left, request.right]).sorted().compactMap {
                try Self.guardedTable(named: $0, in: snapshot)
            }
        }
        try await requireWhole(guarded, for: person, by: "compare", at: clock.now())
        let comparison = try DeliveryComparison(left, right, keys: request.keys, fields: request.fields)
        var sealed = [left.name: comparison.sealedLeft]
        sealed[right.name, default: []].formUnion(comparison.sealedRight)
        var bytes = Data()
        for try await piece in try await query(
            QueryRequest(sql: comparison.sql, format: "json", limit: nil), for: person, departure: Departure(),
            asBytes: sealed
        ).body { bytes.append(contentsOf: piece.readableBytesView) }
        let rows = try JSONSerialization.jsonObject(with: bytes) as? [[String: Any]] ?? []
        return Self.summary(comparison, left.name, right.name) { (rows.first?[$0] as? NSNumber)?.intValue ?? 0 }
    }

    private static func summary(
        _ comparison: DeliveryComparison, _ left: String, _ right: String, _ count: (String) -> Int
    ) -> ComparisonSummary {
        ComparisonSummary(
            left: .init(
                name: left, rows: count("rows_left"), keys: count("keys_left"), duplicateKeys: count("duplicate_left")),
            right: .init(
                name: right, rows: count("rows_right"), keys: count("keys_right"),
                duplicateKeys: count("duplicate_right")),
            keysOnBoth: count("keys_both"), comparedKeys: count("compared"),
            fields: comparison.fields.enumerated().map { number, field in
                .init(
                    name: field.name, same: count("_s\(number)"), different: count("_d\(number)"),
                    onlyLeft: count("_l\(number)"), onlyRight: count("_r\(number)"), note: field.note)
            },
            notCompared: comparison.notCompared.map { "\($0.name) \($0.reason)" })
    }

    // MARK: Columns

    private static func side(
        _ name: String, _ from: Timestamp?, _ to: Timestamp?, in snapshot: BasinMetastore.Snapshot
    ) throws -> ComparedSide {
        guard let made = try snapshot.dataset(named: name)?.dataset else {
            let type = try type(named: name, in: snapshot)
            let fields = Dictionary(uniqueKeysWithValues: type.schema.fields.map { ($0.id, $0) })
            let columns = type.schema.columns.map { column in
                let field = fields[column.id]
                let isSealed = field.map { $0.classification.isSealed && !$0.isSubject } ?? false
                return ComparedColumn(
                    name: column.name, type: isSealed ? field?.type ?? column.type : column.type,
                    sealing: isSealed ? .sealed(origin: .init(type: type.name, field: column.name)) : .clear)
            }
            return ComparedSide(name: type.name, columns: columns, from: from, to: to)
        }
        var columns = try made.columns.map { column in
            ComparedColumn(
                name: column.name, type: column.type,
                sealing: column.isSealed ? try sealing(of: column, depth: 0, in: snapshot) : .clear)
        }
        if made.definition.granularity != .none {
            columns.append(ComparedColumn(name: Envelope.partitionTime.column.name, type: .timestamp))
        } else if from != nil || to != nil {
            throw BasinError(.invalid, "\(name) has no partitions, so it cannot be cut by time; compare it whole.")
        }
        return ComparedSide(name: name, columns: columns, from: from, to: to)
    }

    /// The event field from which the column's values were copied, through any number of datasets.
    private static func sealing(
        of column: DatasetColumn, depth: Int, in snapshot: BasinMetastore.Snapshot
    ) throws -> ComparedColumn.Sealing {
        let sources = column.sources.filter { $0.kind == .copied }
        guard let source = sources.first, sources.count == 1, depth < 100 else { return .mixed }
        guard let made = try snapshot.dataset(named: source.dataset)?.dataset else {
            return .sealed(origin: .init(type: source.dataset, field: source.column))
        }
        guard let next = made.columns.first(where: { $0.name == source.column }), next.isSealed else { return .mixed }
        return try sealing(of: next, depth: depth + 1, in: snapshot)
    }
}
