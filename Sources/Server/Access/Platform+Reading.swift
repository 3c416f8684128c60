import BasinCollection
import BasinCore
import BasinEngines
import BasinKeys
import BasinManagement
import BasinMetastore
import Synchronization

/// What somebody may read: decided in one place for every door through which rows leave.
extension Platform {
    /// Of event types and datasets, removed ones included, since their rows are there.
    static func guardedTables(in snapshot: BasinMetastore.Snapshot) throws -> [GuardedTable] {
        try snapshot.eventTypes().map { GuardedTable($0) } + snapshot.datasets().map { GuardedTable($0.dataset) }
    }

    static func guardedTable(named name: String, in snapshot: BasinMetastore.Snapshot) throws -> GuardedTable? {
        if let made = try snapshot.dataset(named: name)?.dataset { return GuardedTable(made) }
        return try snapshot.eventType(named: name).map { GuardedTable($0) }
    }

    /// - Throws: `.notFound`.
    static func requireTable(_ name: String, _ snapshot: BasinMetastore.Snapshot) throws -> GuardedTable {
        guard let table = try guardedTable(named: name, in: snapshot) else {
            throw BasinError(.notFound, "There is no dataset named \(name.prefix(80)); `basin datasets` lists them.")
        }
        return table
    }

    static func guardedTable(id: UInt32, in snapshot: BasinMetastore.Snapshot) throws -> GuardedTable? {
        if let made = try snapshot.dataset(id: id)?.dataset { return GuardedTable(made) }
        return try snapshot.eventType(id: id).map { GuardedTable($0) }
    }

    /// What the person may read of each table, by name. What not everybody may read is written down before anything of it
    /// is read, and so is what is refused.
    /// - Parameters:
    ///   - grants: as they are in the snapshot from which the content is read.
    ///   - whole: every row or none.
    ///   - way: through which door, for the audit log.
    /// - Throws: `.forbidden` for a table that they may not read, or a purpose that nobody granted them.
    func readings(
        of tables: [GuardedTable], _ grants: [Grant], for person: Principal, purpose: String? = nil, whole: Bool = false,
        by way: String, at now: Timestamp
    ) async throws -> [String: GuardedTable.Reading] {
        if let purpose, !grants.contains(where: { $0.purpose == purpose && $0.classification.isSealed && $0.isGood(at: now) }) {
            for table in tables { try await note(.refused, table, person, ["way": way, "purpose": String(purpose.prefix(63))]) }
            throw BasinError(
                .forbidden,
                "\(person.name) has no grant for the purpose \(purpose.prefix(63)) now; ask for one with `basin access ask`.")
        }
        var readings: [String: GuardedTable.Reading] = [:]
        for table in tables {
            guard let reading = table.reading(of: person, grants, for: purpose, at: now) else {
                try await note(.refused, table, person, ["way": way])
                throw BasinError(
                    .forbidden,
                    "\(table.name) is restricted: only \(table.owner) and who has a grant may read it. Ask for one with "
                        + "`basin access ask \(table.name) --purpose … --reason …`.")
            }
            guard !whole || reading.isWhole else {
                try await note(.refused, table, person, ["way": way, "rows": "some"])
                throw BasinError(
                    .forbidden,
                    "\(person.name) may see some rows of \(table.name) only, and this way gives all or none; use `basin query`.")
            }
            readings[table.name] = reading
        }
        for table in tables {
            guard let reading = readings[table.name], table.access != .open || !reading.opened.isEmpty else { continue }
            var details = ["way": way]
            if !reading.isWhole { details["rows"] = "some" }
            if !reading.opened.isEmpty {
                details["opened"] = reading.opened.sorted().joined(separator: " ")
                details["purpose"] = purpose
            }
            try await note(.done, table, person, details)
        }
        if let counted = ReadWay(door: way) { tally.read(tables.map(\.id), counted) }
        return readings
    }

    /// Where rows are given whole or not at all.
    func requireWhole(_ tables: [GuardedTable], for person: Principal, by way: String, at now: Timestamp) async throws {
        let grants = try await read { try $0.grants(for: person, at: now) }
        _ = try await readings(of: tables, grants, for: person, whole: true, by: way, at: now)
    }

    /// Rows that failed checks are read like others: it is written down, and refused to who may not. No route has asked before
    /// whether they may query.
    func requireFailingRows(of tables: [GuardedTable], for person: Principal) async throws {
        do {
            try person.require(.query)
        } catch {
            for table in tables { try await note(.refused, table, person, ["way": "checks"]) }
            throw error
        }
        try await requireWhole(tables, for: person, by: "checks", at: clock.now())
    }

    /// Those of the tables, by id, that the person may read whole.
    private func readable(_ tables: [GuardedTable], _ person: Principal) async throws -> Set<UInt32> {
        let now = clock.now()
        let grants = try await read { try $0.grants(for: person, at: now) }
        return Set(tables.filter { $0.reading(of: person, grants, at: now)?.isWhole == true }.map(\.id))
    }

    /// Asks again, now and then, whether an answer that goes on and on may: it ends soon after its account was disabled or
    /// changed, its token revoked, or a grant or a definition changed.
    func goesOn(for person: Principal, _ tables: [GuardedTable]) -> @Sendable () async throws -> Void {
        let last = Mutex(ContinuousClock.now)
        return { [self] in
            let now = ContinuousClock.now
            let isDue = last.withLock { last in
                guard now - last > .seconds(5) else { return false }
                last = now
                return true
            }
            guard isDue else { return }
            guard credentials.isGood(person, at: clock.now()) else {
                throw BasinError(.unauthorized, "The token is not good for this any more.")
            }
            let current = try await read { snapshot in try tables.compactMap { try Self.guardedTable(id: $0.id, in: snapshot) } }
            guard try await readable(current, person).isSuperset(of: tables.map(\.id)) else {
                throw BasinError(.forbidden, "\(person.name) may not read this any more.")
            }
        }
    }

    /// Whether they may see all rows of all of them; what is masked stays masked.
    func mayReadWhole(_ tables: [GuardedTable], _ person: Principal, _ snapshot: BasinMetastore.Snapshot) throws -> Bool {
        guard person.may(.query) else { return false }
        let now = clock.now()
        let grants = try snapshot.grants(for: person, at: now)
        return tables.allSatisfy { $0.reading(of: person, grants, at: now)?.isWhole == true }
    }

    private func note(
        _ outcome: AuditOutcome, _ table: GuardedTable, _ person: Principal, _ details: [String: String]
    ) async throws {
        try await auditLog.append(
            AuditEntry(
                person: person.name, token: person.token, action: "read", object: table.name, outcome: outcome,
                details: details))
    }
}
