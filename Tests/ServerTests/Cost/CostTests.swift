import BasinClient
import BasinCore
import BasinWire
import Testing

@Suite struct CostTests {
    private static let project: [String: String] = {
        var project = GuardedPlatform.project
        project["prices.yaml"] = "currency: EUR\ncpu_hour: 3600\ngb_month: 30\ngb_read: 1\n"
        for (name, source) in [("by_country", "ticket"), ("by_user", "by_country"), ("notes", "visit")] {
            project["datasets/\(name).yaml"] =
                "owner: team-support\ndescription: Made for a test.\npartition: day\nstart: 2018-11-01\ntrigger: manual\n"
                + (name == "notes" ? "access: open\n" : "")
            project["datasets/\(name).sql"] = "SELECT country, count(*) AS n FROM \(source) GROUP BY country"
        }
        return project
    }()

    @Test("what was stored, collected and asked is there once, by team and by dataset, and costs what its parts cost")
    func counted() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        try await guarded.fill()
        let anna = try await guarded.account("anna", [.analyst])
        for _ in 0..<3 { _ = await anna.ask("SELECT count(*) FROM ticket t JOIN visit v USING (country)") }
        _ = await guarded.admin.ask("SELECT 1 FROM payout")
        let byDataset = try await guarded.admin.cost(by: "dataset")
        let ticket = try #require(byDataset.lines.first { $0.name == "ticket" }?.used)
        #expect(ticket.queries == 3 && ticket.byteDays > 0 && ticket.bytesRead > 0 && ticket.bytesWritten > 0)
        #expect(ticket.cpuMicroseconds > 0 && ticket.cost != nil && ticket.runs == 0)
        let byTeam = try await guarded.admin.cost()
        #expect(byTeam.by == "team" && byTeam.currency == "EUR" && byTeam.isOpen)
        #expect(Set(byTeam.lines.map(\.name)) == ["team-support", "team-listening", nil])
        // Each answer counts what was used before it, so the second may know more of the server's own time only.
        let own = { (answer: CostAnswer) in answer.lines.filter { $0.name != nil } }
        #expect(own(byTeam).reduce(0) { $0 + $1.used.byteDays } == own(byDataset).reduce(0) { $0 + $1.used.byteDays })
        #expect(
            own(byTeam).reduce(0) { $0 + $1.used.cpuMicroseconds } == own(byDataset).reduce(0) { $0 + $1.used.cpuMicroseconds })
        #expect(try await guarded.admin.dataset("ticket").used?.byteDays == ticket.byteDays)
        #expect(try await guarded.admin.cost(by: "pipeline").lines.isEmpty)
        #expect(try await guarded.admin.cost(month: "2018-11").lines.isEmpty)
    }

    @Test("who asked how much is told to who may audit only", arguments: Role.allCases)
    func accounts(_ role: Role) async throws {
        let guarded = try await GuardedPlatform(Self.project)
        try await guarded.fill()
        let anna = try await guarded.account("anna", [.analyst])
        _ = await anna.ask("SELECT 1 FROM ticket")
        let asking = try await guarded.account("kim", [role])
        do {
            let lines = try await asking.cost(by: "account").lines
            #expect(role.permissions.contains(.audit) && lines.map(\.name) == ["anna"] && lines[0].used.queries == 1)
        } catch let error as BasinError {
            #expect(error.code == .forbidden && !role.permissions.contains(.audit))
        }
        for (by, month) in [("cat", nil), ("team", "2018"), ("team", "yesterday")] as [(String, String?)] {
            await #expect(throws: BasinError.self) { try await asking.cost(by: by, month: month) }
        }
    }

    @Test("what nobody reads, itself or through what is made of it, is proposed with the change; nothing is removed")
    func unread() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        try await guarded.fill()
        _ = await guarded.admin.ask("SELECT 1 FROM ticket, payout, visit")
        // From now on reads are counted.
        _ = try await guarded.admin.cost()
        let early = try await guarded.admin.unreadDatasets()
        #expect(!early.isKnown && early.datasets.isEmpty && early.days == 90)
        guarded.move(.seconds(100 * 86_400))
        let all = try await guarded.admin.unreadDatasets()
        #expect(all.isKnown && Set(all.datasets.map(\.name)) == ["ticket", "payout", "visit", "by_country", "by_user", "notes"])
        let payout = try #require(all.datasets.first { $0.name == "payout" })
        #expect(payout.cautions.contains { $0.contains("restricted") } && payout.bytes > 0 && payout.saving != nil)
        #expect(payout.lastRead != nil && payout.lastWay == "query" && payout.owner == "team-listening")
        let visit = try #require(all.datasets.first { $0.name == "visit" })
        #expect(visit.readers == ["notes"] && visit.proposal.contains("events/visit.yaml"))
        // Reading the end of a chain keeps the chain.
        let anna = try await guarded.account("anna", [.analyst])
        _ = await anna.ask("SELECT * FROM by_user")
        let rest = try await guarded.admin.unreadDatasets()
        #expect(Set(rest.datasets.map(\.name)) == ["payout", "visit", "notes"])
        #expect(rest.datasets.first { $0.name == "notes" }?.proposal.contains("datasets/notes.yaml") == true)
        // What was refused, or only looked at through a profile, was not read.
        _ = await anna.ask("SELECT * FROM payout")
        _ = try? await guarded.admin.profile(of: "payout")
        #expect(try await guarded.admin.unreadDatasets().datasets.map(\.name).contains("payout"))
        #expect(try await guarded.admin.datasets().count == 6)
    }

    @Test("how columns moved is told as a profile is: counts of what is personal, and to who may read every row")
    func history() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        let key = try await guarded.admin.createKey("app").key
        for hour in 0..<9 {
            for number in 0..<(hour == 8 ? 40 : 2) {
                try await guarded.send(
                    #"{"country":"SE","user_id":"u\#(hour)-\#(number)","email":"mia@example.com","nickname":"Mimi","illness":"asthma","born":"1990-05-06","address":{"city":"Lund","floor":3}}"#,
                    key)
            }
            _ = await guarded.admin.ask("SELECT 1 FROM ticket")
            _ = try await guarded.admin.profile(of: "ticket")
            guarded.move(.seconds(3600))
        }
        let history = try await guarded.admin.profileHistory(of: "ticket")
        #expect(history.partitions.map(\.rows) == Array(repeating: 2, count: 8) + [40])
        #expect(history.partitions.map(\.isUnusual) == Array(repeating: false, count: 8) + [true])
        #expect(!GuardedPlatform.secrets.contains { "\(history)".contains($0) })
        let last = try #require(history.partitions.last)
        #expect(last.columns.first { $0.name == "user_id" }?.unusual == ["distinct"])
        #expect(last.columns.first { $0.name == "email" }.map { $0.nullShare == 0 && $0.distinct == nil } == true)
        let cut = try await guarded.admin.profileHistory(of: "ticket", column: "country", from: history.partitions[2].partition, limit: 3)
        #expect(cut.isCut && cut.partitions.map(\.partition) == history.partitions.suffix(3).map(\.partition))
        #expect(cut.partitions.allSatisfy { $0.columns.map(\.name) == ["country"] } && cut.partitions.last?.isUnusual == true)
        let viewer = try await guarded.account("vic", [.viewer])
        await #expect(throws: BasinError.self) { try await viewer.profileHistory(of: "ticket") }
        let analyst = try await guarded.account("ana", [.analyst])
        await #expect(throws: BasinError.self) { try await analyst.profileHistory(of: "payout") }
        for (column, from, to) in [("nothing", nil, nil), (nil, "yesterday", nil), (nil, "2018-11-02T00", "2018-11-01T00")]
            as [(String?, String?, String?)]
        {
            await #expect(throws: BasinError.self) {
                try await guarded.admin.profileHistory(of: "ticket", column: column, from: from, to: to)
            }
        }
    }
}
