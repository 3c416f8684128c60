import BasinCore
import BasinWeb
import BasinWire
import Foundation
import NIOCore

/// The inspector of events as they come.
enum LivePages {
    private static let verdict = QueryParameter(
        name: "verdict", description: "Only events of this verdict.", type: .word(["accepted", "refused"]))

    static func routes(_ services: Services) -> [Route] {
        [
            .page("/live", .find, "Events of all types as they come.", query: [verdict], services) { request in
                LivePage.page(LivePage.Filter(verdict: try checked(request.item("verdict"))), for: request.visitor)
            },
            .page(
                "/events/{name}/live", .find, "Events of a type as they come.",
                query: [
                    QueryParameter(name: "where", description: "SQL: a condition on accepted events.", type: .text(atMost: 10_000)), verdict,
                    QueryParameter(name: "latest", description: "Show the latest that are in the table.", type: .flag),
                ], services
            ) { request in
                let name = try request.parameter("name")
                let type = try await services.events.type(name)
                let filter = LivePage.Filter(
                    type: name, condition: try request.item("where"), verdict: try checked(request.item("verdict")))
                guard try request.item("latest") != nil, request.visitor.may(.query) else {
                    return LivePage.page(filter, fields: type.fields, for: request.visitor)
                }
                do {
                    let rows = try await latest(name, request, services)
                    return LivePage.page(filter, fields: type.fields, latest: rows, for: request.visitor)
                } catch let error as BasinError where error.code != .system {
                    return LivePage.page(filter, fields: type.fields, problem: error.message, for: request.visitor)
                }
            },
        ]
    }

    private static func checked(_ verdict: String?) throws -> String? {
        guard let verdict else { return nil }
        guard ["accepted", "refused"].contains(verdict) else {
            throw BasinError(.invalid, "`verdict` is neither accepted nor refused; leave it out for both.")
        }
        return verdict
    }

    /// What the table got within an hour: that much is read quickly, however much there is.
    private static func latest(_ name: String, _ request: PageRequest, _ services: Services) async throws -> [LivePage.Row] {
        let since = request.visitor.moment.now + .seconds(-3600)
        let sql = """
            SELECT * EXCLUDE (_partition_time) FROM \(name.sqlIdentifier) WHERE _received_time >= TIMESTAMPTZ '\(since)'
            ORDER BY _received_time DESC LIMIT 50
            """
        // Whoever leaves, or has too much, gives the query's place back at once.
        let bytes = try await request.door.whileThere { departure in
            var bytes = Data()
            let answer = try await services.query(QueryRequest(sql: sql, format: "json", limit: 50), request.person, departure)
            for try await piece in answer.body {
                bytes.append(contentsOf: piece.readableBytesView)
                guard bytes.count <= 4 << 20 else {
                    throw BasinError(.tooLarge, "The latest events are more than 4 MiB; query them, instead.")
                }
            }
            return bytes
        }
        let rows = try? JSONSerialization.jsonObject(with: bytes) as? [[String: Any]]
        return (rows ?? []).map { row in
            let fields = row.filter { !["_received_time", "_event_id"].contains($0.key) }
            let text = try? JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys, .withoutEscapingSlashes])
            return LivePage.Row(
                received: row["_received_time"] as? String ?? "", id: row["_event_id"] as? String ?? "",
                text: text.map { String(String(decoding: $0, as: UTF8.self).prefix(2000)) } ?? "")
        }
    }
}
