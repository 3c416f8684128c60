import BasinClient
import BasinCore
import BasinWire
import Synchronization
import Testing

@Suite struct ProfileTests: ErrorCodes {
    @Test("a profile tells values of what says nothing of a person, and counts of the rest")
    func classified() async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        _ = await guarded.admin.ask("SELECT 1 FROM ticket, payout, visit")
        let profile = try await guarded.admin.profile(of: "ticket")
        #expect(profile.rows == 2 && profile.columns.map(\.name) == ["country", "user_id", "email", "nickname", "illness", "born", "address"])
        let country = profile.columns[0], user = profile.columns[1]
        #expect(country.distinct == 2 && country.common == [CommonValue(value: "DE", rows: 1), CommonValue(value: "SE", rows: 1)])
        #expect(user.distinct == 2 && user.common.isEmpty && user.min == nil)
        for column in profile.columns.dropFirst(2) {
            #expect(column.nulls == 0 && column.distinct == nil && column.min == nil && column.common.isEmpty && column.deciles.isEmpty)
        }
        #expect(!GuardedPlatform.secrets.contains { "\(profile)".contains($0) })
        let amount = try await guarded.admin.profile(of: "payout").columns[0]
        #expect(amount.min == "4711" && amount.mean == 4711 && amount.deciles == Array(repeating: 4711, count: 11))
    }

    @Test("it is made again when the partition changed, and kept when it did not")
    func kept() async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        _ = await guarded.admin.ask("SELECT 1 FROM ticket")
        let first = try await guarded.admin.profile(of: "ticket")
        #expect(try await guarded.admin.profile(of: "ticket") == first)
        #expect(try await guarded.admin.profile(of: "ticket", partition: first.partition) == first)
    }

    @Test("profiles and samples are for who may read every row", arguments: Role.allCases)
    func roles(_ role: Role) async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        _ = await guarded.admin.ask("SELECT 1 FROM ticket, payout, visit")
        let client = try await guarded.account("anna", [role])
        let reads = role.permissions.contains(.query), isAdmin = role == .admin
        for (name, mayProfile, maySample) in [("ticket", reads, reads), ("payout", isAdmin, isAdmin), ("visit", isAdmin, reads)] {
            #expect(await Self.code { _ = try await client.profile(of: name) } == (mayProfile ? "ok" : "forbidden"))
            let text = Mutex("")
            let code = await Self.code {
                try await client.sample(of: name) { bytes in text.withLock { $0 += String(decoding: bytes, as: UTF8.self) } }
            }
            #expect(code == (maySample ? "ok" : "forbidden"))
            let sample = text.withLock { $0 }
            #expect(!(GuardedPlatform.secrets + (isAdmin ? [] : ["hidden"])).contains { sample.contains($0) })
        }
    }

    @Test("what is not there, is no partition or has no rows is said to be so")
    func missing() async throws {
        let guarded = try await GuardedPlatform()
        #expect(await Self.code { _ = try await guarded.admin.profile(of: "nothing") } == "not_found")
        #expect(await Self.code { _ = try await guarded.admin.profile(of: "ticket") } == "not_found")
        #expect(await Self.code { _ = try await guarded.admin.profile(of: "ticket", partition: "1900-01-01T00") } == "not_found")
        for text in ["yesterday", "2018-11-03", "", "2018-11-03T14'"] {
            #expect(await Self.code { _ = try await guarded.admin.profile(of: "ticket", partition: text) } == "invalid", "\(text)")
        }
        #expect(await Self.code { try await guarded.admin.sample(of: "nothing") { _ in } } == "not_found")
    }
}
