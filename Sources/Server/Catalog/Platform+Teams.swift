import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire

/// Who owns data.
extension Platform {
    func teams() async throws -> [TeamSummary] {
        try await read { snapshot in try snapshot.teams().map { try Self.summary($0, in: snapshot) } }
    }

    /// - Parameter person: what accounts are in which team is told to who may see accounts, and within the team.
    func team(named name: String, for person: Principal) async throws -> TeamDetail {
        let now = clock.now()
        let seesPeople = person.may(.audit) || person.may(.administer) || person.teams.contains(name)
        return try await read { snapshot in
            guard let team = try snapshot.team(named: name) else {
                throw BasinError(.notFound, "There is no team named \(name.prefix(80)); teams.yaml declares teams.")
            }
            let troubles = try snapshot.datasetMarks(ownedBy: [name], limit: 200)
                .compactMap { try Troubles.of($0, in: snapshot, now: now) }.sorted { $0.order < $1.order }
            return TeamDetail(
                summary: try Self.summary(team, in: snapshot), people: seesPeople ? try snapshot.people(ofTeam: name, limit: 100) : [],
                troubles: try troubles.prefix(50).map { try Self.summary($0, in: snapshot) })
        }
    }

    private static func summary(_ team: Team, in snapshot: BasinMetastore.Snapshot) throws -> TeamSummary {
        let counts = try snapshot.ownedCounts(team.name)
        return TeamSummary(
            name: team.name, contact: team.contact, description: team.description, eventTypes: counts[.event] ?? 0,
            datasets: counts[.dataset] ?? 0, maxRuns: team.maxRuns)
    }
}
