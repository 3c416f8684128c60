import BasinAPI
import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Testing

@Suite struct StandingTests {
    @Test("lineage says how event types and datasets stand")
    func states() async throws {
        var project = GuardedPlatform.project
        project["datasets/by_country.yaml"] =
            "owner: team-support\ndescription: Made for a test.\npartition: day\nstart: 2018-11-01\ntrigger: manual\n"
        project["datasets/by_country.sql"] = "SELECT country, count(*) AS n FROM ticket GROUP BY country"
        let guarded = try await GuardedPlatform(project)
        let nodes = try await guarded.admin.lineage(of: "ticket", column: nil, direction: "down", depth: nil).nodes
        #expect(nodes.map(\.state) == ["good", "good"])
        #expect(try await guarded.admin.lineage(of: "by_country", column: "n", direction: "up", depth: nil).nodes.allSatisfy { $0.state == "good" })
    }

    @Test("health tells the version, that events are taken, and how much room there is")
    func health() async throws {
        let guarded = try await GuardedPlatform()
        let health = try await guarded.platform.services.care.health()
        #expect(health.version == BasinVersion.current && health.ready && !health.diskIsAlmostFull)
        #expect(health.freeBytes > 0 && health.diskBytes >= health.freeBytes && health.workers > 0)
        #expect(health.running == 0 && health.openIncidents == 0 && health.stuckTypes == 0)
    }
}
