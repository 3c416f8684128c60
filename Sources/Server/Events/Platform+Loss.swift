import BasinAPI
import BasinCore
import BasinManagement
import BasinWire
import Foundation
import NIOCore

/// How much never came.
extension Platform {
    func loss(of name: String, by fields: [String], from: String?, to: String?, for person: Principal) async throws
        -> [LossSummary]
    {
        let type = try await read { try Self.type(named: name, in: $0) }
        let estimate = try LossEstimate(
            type, by: fields, from: from.map { try Self.hour($0, argument: "from").start },
            to: to.map { try Self.hour($0, argument: "to").start })
        var bytes = Data()
        for try await piece in try await query(
            QueryRequest(sql: estimate.sql, format: "json", limit: nil), for: person, departure: Departure()
        ).body { bytes.append(contentsOf: piece.readableBytesView) }
        let rows = try JSONSerialization.jsonObject(with: bytes) as? [[String: Any]] ?? []
        return rows.map { row in
            LossSummary(
                split: estimate.by.map { row[$0] as? String ?? "-" }, sources: Self.number(row["sources"]),
                received: Self.number(row["received"]), missing: Self.number(row["missing"]))
        }
    }

    private static func number(_ value: Any?) -> Int { (value as? NSNumber)?.intValue ?? 0 }
}
