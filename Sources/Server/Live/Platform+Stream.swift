import BasinKeys
import BasinCollection
import BasinAPI
import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire
import NIOCore

/// Events taken further, in the order of receipt.
extension Platform {
    /// - Throws: `.invalid` for a cursor or a time that is none; `.gone`; `.notFound`; `.unavailable`.
    func streamEvents(_ request: EventStreamRequest, _ person: Principal, _ departure: Departure) async throws -> QueryAnswer {
        let type = try await read { try Self.type(named: request.type, in: $0) }
        let table = GuardedTable(type)
        try await requireWhole([table], for: person, by: "stream", at: clock.now())
        let goesOn = goesOn(for: person, [table])
        let followed = request.follow ? type.id : nil
        try followers.enter(following: followed)
        let pieces: EventPieces, imported: ImportedRows?
        do {
            // What was answered with a 200 before is part of the answer. A type that cannot be delivered just now gives
            // what it has.
            try? await delivery.flush([type.id])
            let (position, rows) = try await beginning(of: request, type)
            imported = rows
            pieces = EventPieces(
                type.id, from: position, limit: request.limit, follows: request.follow, stream, followers, streaming)
        } catch {
            followers.leave(following: followed)
            throw error
        }
        departure.whenGone { pieces.abandon() }
        return QueryAnswer(
            contentType: "application/x-ndjson", headers: Self.headers(imported),
            body: AsyncThrowingStream {
                let piece = try await pieces.next()
                try await goesOn()
                return piece
            })
    }

    private func beginning(
        of request: EventStreamRequest, _ type: AppliedEventType
    ) async throws -> (StreamPosition, ImportedRows?) {
        try await streaming.run { [stream] in
            if let cursor = request.after {
                let (position, imported) = try stream.position(of: cursor, type)
                return (position, imported)
            }
            if request.from == "now" { return (try stream.end(of: type), nil) }
            return (try stream.beginning(of: type, request.from.map { try Self.hour($0, argument: "from") }), nil)
        }
    }

    /// What a reader should know before the first event.
    private static func headers(_ imported: ImportedRows?) -> [String: String] {
        var headers = ["Cache-Control": "no-store", "Basin-Order": "received; imports behind a cursor are left out"]
        if let imported {
            headers["Basin-Imported-Behind"] =
                "rows=\(imported.rows); hours=\(imported.hours); first=\(imported.first); last=\(imported.last)"
        }
        return headers
    }
}
