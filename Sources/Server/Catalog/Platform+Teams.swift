import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire

/// Who owns data.
extension Platform {
    func teams() async throws -> [TeamSummary] {
        try await read { snapshot in try snapshot.teams().map { try Self.summary($0, in: snapshot) } }
    }

    func team(named name: String) async throws -> TeamDetail {
        let now = clock.now()
        return try await read { snapshot in
            guard let team = try snapshot.team(named: name) else {
                throw BasinError(.notFound, "There is no team named \(name.prefix(80)); teams.yaml declares teams.")
            }
            let troubles = try snapshot.datasetMarks(ownedBy: [name], limit: 200)
                .compactMap { try Troubles.of($0, in: snapshot, now: now) }.sorted { $0.order < $1.order }
            return TeamDetail(
                summary: try Self.summary(team, in: snapshot), people: try snapshot.people(ofTeam: name, limit: 100),
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
