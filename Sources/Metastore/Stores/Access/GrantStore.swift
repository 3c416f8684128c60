package import BasinCore
import GRDB

/// Grants, and what people ask for.
extension Snapshot {
    /// The latest first, those that are over included.
    package func grants() throws -> [Grant] {
        try Row.fetchAll(db, sql: "SELECT * FROM access_grant ORDER BY id DESC").map(Self.grant)
    }

    package func grant(id: Int64) throws -> Grant? {
        try Row.fetchOne(db, sql: "SELECT * FROM access_grant WHERE id = ?", arguments: [id]).map(Self.grant)
    }

    /// Those that are good for somebody, themselves or through a team.
    package func grants(for principal: Principal, at now: Timestamp) throws -> [Grant] {
        let names = principal.teams.map { ("team", $0) } + [("account", principal.name)]
        return try names.flatMap { kind, name in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM access_grant
                    WHERE grantee = ? AND grantee_kind = ? AND until > ? AND revoked_at IS NULL
                    """, arguments: [name, kind, now.microseconds]
            ).map(Self.grant)
        }
    }

    /// Those that name the dataset, the latest first, those that are over included.
    package func grants(on datasetID: UInt32, limit: Int) throws -> [Grant] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM access_grant WHERE dataset_id = ? ORDER BY id DESC LIMIT ?",
            arguments: [Int64(datasetID), limit]
        ).map(Self.grant)
    }

    private static func grant(_ row: Row) throws -> Grant {
        let name: String = row["grantee"], kind: String = row["grantee_kind"]
        return Grant(
            id: row["id"], grantee: kind == "team" ? .team(name) : .account(name),
            datasetID: (row["dataset_id"] as Int64?).map { UInt32($0) },
            classification: try stored(row["classification"]),
            purpose: row["purpose"], reason: row["reason"], grantedBy: row["granted_by"],
            grantedAt: Timestamp(microseconds: row["granted_at"]), until: Timestamp(microseconds: row["until"]),
            revokedAt: (row["revoked_at"] as Int64?).map(Timestamp.init(microseconds:)), revokedBy: row["revoked_by"])
    }

    /// The latest first.
    /// - Parameter state: nil: all.
    package func accessRequests(in state: AccessRequest.State? = nil) throws -> [AccessRequest] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM access_request WHERE ?1 IS NULL OR state = ?1 ORDER BY id DESC",
            arguments: [state?.rawValue]
        ).map(Self.accessRequest)
    }

    /// For one dataset: somebody's, or everybody's that are open; the latest first.
    package func accessRequests(on datasetID: UInt32, of account: String?, limit: Int) throws -> [AccessRequest] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM access_request WHERE dataset_id = ?1 AND \(account == nil ? "?2 IS NULL AND state = 'open'" : "account = ?2")
                ORDER BY id DESC LIMIT ?3
                """, arguments: [Int64(datasetID), account, limit]
        ).map(Self.accessRequest)
    }

    package func accessRequest(id: Int64) throws -> AccessRequest? {
        try Row.fetchOne(db, sql: "SELECT * FROM access_request WHERE id = ?", arguments: [id]).map(Self.accessRequest)
    }

    private static func accessRequest(_ row: Row) throws -> AccessRequest {
        AccessRequest(
            id: row["id"], account: row["account"], datasetID: UInt32(row["dataset_id"] as Int64),
            classification: try stored(row["classification"]), purpose: row["purpose"], reason: row["reason"],
            days: row["days"],
            askedAt: Timestamp(microseconds: row["asked_at"]), state: try stored(row["state"]),
            decidedBy: row["decided_by"],
            decidedAt: (row["decided_at"] as Int64?).map(Timestamp.init(microseconds:)), answer: row["answer"],
            grantID: row["grant_id"])
    }

    /// Open access requests that somebody may decide, at most `limit` of them: of their teams' data, or of all.
    /// - Parameter teams: nil: of all.
    package func requestsToDecide(by person: String, teams: Set<String>?, limit: Int) throws -> Int {
        let rows = try db.fetchAll(
            cached: """
                SELECT e.owner FROM (SELECT account, dataset_id FROM access_request WHERE state = 'open' LIMIT 1000) r
                LEFT JOIN catalog_entry e ON e.kind IN ('event', 'dataset') AND e.object = CAST(r.dataset_id AS TEXT)
                WHERE r.account <> ?
                """, arguments: [person])
        return min(limit, rows.count { row in teams.map { $0.contains(row[0] as String? ?? "") } ?? true })
    }
}

extension Transaction {
    package func add(_ grant: Grant) throws -> Int64 {
        let kind =
            switch grant.grantee {
            case .account: "account"
            case .team: "team"
            }
        try db.execute(
            sql: """
                INSERT INTO access_grant
                    (grantee_kind, grantee, dataset_id, classification, purpose, reason, granted_by, granted_at, until)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                kind, grant.grantee.name, grant.datasetID.map { Int64($0) }, grant.classification.rawValue,
                grant.purpose,
                grant.reason, grant.grantedBy, grant.grantedAt.microseconds, grant.until.microseconds,
            ])
        return db.lastInsertedRowID
    }

    /// Idempotent: the first who revokes is kept.
    package func revokeGrant(_ id: Int64, by person: String, at now: Timestamp) throws {
        try db.execute(
            sql: """
                UPDATE access_grant SET revoked_by = iif(revoked_at IS NULL, ?, revoked_by), revoked_at = coalesce(revoked_at, ?)
                WHERE id = ?
                """, arguments: [person, now.microseconds, id])
        guard db.changesCount > 0 else { throw BasinError(.notFound, "There is no grant \(id).") }
    }

    package func add(_ request: AccessRequest) throws -> Int64 {
        let asked = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM access_request WHERE account = ? AND (state = 'open' OR asked_at > ?)",
            arguments: [request.account, (request.askedAt + .seconds(-86_400)).microseconds])
        guard (asked ?? 0) < 100 else {
            throw BasinError(
                .conflict, "\(request.account) asked 100 times that are open or of the last day; wait for answers.")
        }
        try db.execute(
            sql: """
                INSERT INTO access_request (account, dataset_id, classification, purpose, reason, days, asked_at, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                request.account, Int64(request.datasetID), request.classification.rawValue, request.purpose,
                request.reason,
                request.days, request.askedAt.microseconds, request.state.rawValue,
            ])
        return db.lastInsertedRowID
    }

    /// What was decided of it.
    package func update(_ request: AccessRequest) throws {
        try db.execute(
            sql:
                "UPDATE access_request SET state = ?, decided_by = ?, decided_at = ?, answer = ?, grant_id = ? WHERE id = ?",
            arguments: [
                request.state.rawValue, request.decidedBy, request.decidedAt?.microseconds, request.answer,
                request.grantID,
                request.id,
            ])
    }
}
