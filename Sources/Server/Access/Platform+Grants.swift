import BasinCore
import BasinMetastore
import BasinWire

/// Who may read what.
extension Platform {
    static func datasetNames(_ snapshot: BasinMetastore.Snapshot) throws -> [UInt32: String] {
        let ids = try snapshot.eventTypeNames().merging(snapshot.datasetNames()) { type, _ in type }
        return Dictionary(ids.map { ($0.value, $0.key) }) { first, _ in first }
    }

    /// Of the datasets that the grants are for.
    static func datasetNames(_ grants: [Grant], _ snapshot: BasinMetastore.Snapshot) throws -> [UInt32: String] {
        try snapshot.datasetHeads(Set(grants.compactMap(\.datasetID)).sorted()).mapValues(\.name)
    }

    static func summary(_ grant: Grant, _ names: [UInt32: String], _ now: Timestamp) -> GrantSummary {
        var account: String?, team: String?
        switch grant.grantee {
        case .account(let name): account = name
        case .team(let name): team = name
        }
        return GrantSummary(
            id: Int(grant.id), account: account, team: team, dataset: grant.datasetID.map { names[$0] ?? "#\($0)" },
            classification: grant.classification.rawValue, purpose: grant.purpose, reason: grant.reason,
            grantedBy: grant.grantedBy, grantedAt: grant.grantedAt.description, until: grant.until.description,
            revokedAt: grant.revokedAt?.description, revokedBy: grant.revokedBy,
            state: grant.revokedAt != nil ? "revoked" : grant.isGood(at: now) ? "good" : "over")
    }

    func grants(for person: Principal) async throws -> [GrantSummary] {
        let now = clock.now()
        let seesAll = person.may(.govern) || person.may(.audit)
        return try await read { snapshot in
            let grants = try snapshot.grants().filter { seesAll || $0.isFor(person) }
            let names = try Self.datasetNames(grants, snapshot)
            return grants.map { Self.summary($0, names, now) }
        }
    }

    func grant(_ request: GrantRequest, by person: Principal) async throws -> GrantSummary {
        let classification = try Self.classification(request.classification)
        try Self.check(purpose: request.purpose, days: request.days, reason: request.reason)
        let grantee: Grant.Grantee
        switch (request.account, request.team) {
        case (let account?, nil): grantee = .account(account)
        case (nil, let team?): grantee = .team(team)
        default: throw BasinError(.invalid, "A grant is for an account or for a team; name one of them.")
        }
        guard request.dataset != nil || classification.isSealed else {
            throw BasinError(
                .invalid,
                "A grant that opens no values is for one dataset; name it, or the classification personal or sensitive."
            )
        }
        let now = clock.now()
        return try await BlockingThreads.shared.run { [metastore] in
            try metastore.write { transaction in
                let snapshot = transaction.snapshot
                try Self.check(grantee, person, snapshot)
                let table = try request.dataset.map { try Self.requireTable($0, snapshot) }
                try table?.requireUse(of: request.purpose, opening: classification)
                var grant = Grant(
                    grantee: grantee, datasetID: table?.id, classification: classification, purpose: request.purpose,
                    reason: request.reason, grantedBy: person.name, grantedAt: now,
                    until: now + .seconds(Int64(request.days) * 86_400))
                grant.id = try transaction.add(grant)
                return Self.summary(grant, try Self.datasetNames([grant], snapshot), now)
            }
        }
    }

    func revokeGrant(_ id: Int64, by person: Principal) async throws -> GrantSummary {
        let now = clock.now()
        return try await BlockingThreads.shared.run { [metastore] in
            try metastore.write { transaction in
                try transaction.revokeGrant(id, by: person.name, at: now)
                guard let grant = try transaction.snapshot.grant(id: id) else {
                    throw BasinError(.notFound, "There is no grant \(id).")
                }
                return Self.summary(grant, try Self.datasetNames([grant], transaction.snapshot), now)
            }
        }
    }

    /// They exist, and nobody but who administers gives anything to themselves.
    private static func check(
        _ grantee: Grant.Grantee, _ person: Principal, _ snapshot: BasinMetastore.Snapshot
    ) throws {
        let isOwn: Bool
        switch grantee {
        case .account(let name):
            let isBuiltIn = [Principal.admin.name, Principal.local.name].contains(name)
            guard try isBuiltIn || snapshot.account(named: name) != nil else {
                throw BasinError(
                    .notFound, "There is no account named \(name.prefix(80)); `basin account list` shows them.")
            }
            isOwn = name == person.name
        case .team(let name):
            guard try snapshot.teams().contains(where: { $0.name == name }) else {
                throw BasinError(
                    .notFound, "There is no team \(name.prefix(80)); declare it in teams.yaml, and apply that first.")
            }
            isOwn = person.teams.contains(name)
        }
        guard !isOwn || person.may(.administer) else {
            throw BasinError(
                .forbidden,
                "Nobody grants anything to themselves; ask with `basin access ask`, and somebody else decides.")
        }
    }

    static func classification(_ word: String?) throws -> Classification {
        guard let classification = Classification(rawValue: word ?? Classification.none.rawValue) else {
            let known = Classification.allCases.map(\.rawValue).joined(separator: ", ")
            throw BasinError(.invalid, "\(word?.prefix(40) ?? "") is no classification; give one of \(known).")
        }
        return classification
    }

    static let longestAccessReason = 1000

    static func check(purpose: String, days: Int, reason: String?) throws {
        guard Name.isValidTeam(purpose) else {
            throw BasinError(.invalid, "A purpose is a word, like the purposes of fields: \(Name.rule), or hyphens.")
        }
        guard (1...365).contains(days) else { throw BasinError(.invalid, "A grant is good for 1 to 365 days.") }
        guard reason?.utf8.count ?? 0 <= longestAccessReason else {
            throw BasinError(.invalid, "The reason is longer than \(longestAccessReason) bytes; shorten it.")
        }
    }
}
