import BasinCore
import BasinManagement
import BasinMetastore
import Testing

@Suite struct CostTableTests {
    private static let heads: [UInt32: CostTable.Head] = [
        1: .init(name: "song_played", owner: "team-music", isPipeline: false),
        2: .init(name: "plays_daily", owner: "team-money", isPipeline: true),
        3: .init(name: "plays_weekly", owner: "team-money", isPipeline: true),
    ]

    private static let records = [
        UsageRecord(kind: .run, datasetID: 2, usage: Usage(count: 3, cpuMicros: 3_600_000_000)),
        UsageRecord(kind: .run, datasetID: 3, usage: Usage(count: 1, cpuMicros: 1_800_000_000)),
        UsageRecord(kind: .query, datasetID: 2, account: "anna", usage: Usage(count: 5, cpuMicros: 36_000_000, bytesRead: 4_000)),
        UsageRecord(kind: .query, datasetID: 1, account: "ben", usage: Usage(count: 1, cpuMicros: 72_000_000)),
        UsageRecord(kind: .storage, datasetID: 1, usage: Usage(byteDays: 30_000_000_000_000)),
        UsageRecord(kind: .collect, datasetID: 1, usage: Usage(bytesWritten: 7, rows: 2)),
        UsageRecord(kind: .server, datasetID: nil, usage: Usage(cpuMicros: 7_200_000_000)),
        // Of what is no more.
        UsageRecord(kind: .storage, datasetID: 99, usage: Usage(byteDays: 1)),
    ]
    private static let prices = Prices(
        currency: "EUR", cpuHour: MicroAmount(micros: 1_000_000), gbMonth: MicroAmount(micros: 2_000))

    private static func table(_ by: CostTable.Dimension, prices: Prices? = prices) -> CostTable {
        CostTable(
            by: by, records, before: [records[0]], heads: heads, prices: prices, days: (now: 30, before: 31))
    }

    @Test(
        "each line is what somebody answers for, the dearest first; the rest is shared",
        arguments: [
            (CostTable.Dimension.team, ["team-music 2.02", "shared 2.00", "team-money 1.51"]),
            (.dataset, ["song_played 2.02", "shared 2.00", "plays_daily 1.01", "plays_weekly 0.50"]),
            (.pipeline, ["plays_daily 1.00", "plays_weekly 0.50"]), (.account, ["ben 0.02", "anna 0.01"]),
        ])
    func lines(_ by: CostTable.Dimension, _ expected: [String]) {
        let table = Self.table(by)
        #expect(table.lines.map { "\($0.name ?? "shared") \($0.used.cost?.description ?? "-")" } == expected)
        #expect(table.total.used.cost?.micros == table.lines.reduce(0) { $0 + ($1.used.cost?.micros ?? 0) })
    }

    @Test("by team and by dataset all is there once; runs and queries are counted apart")
    func complete() {
        let all = Self.records.reduce(Usage()) { $0 + $1.usage }
        for by in [CostTable.Dimension.team, .dataset] {
            let table = Self.table(by)
            #expect(table.total.used.usage == all && table.lines.reduce(Usage()) { $0 + $1.used.usage } == all)
            #expect(table.total.used.runs == 4 && table.total.used.queries == 6)
        }
        let daily = Self.table(.dataset).lines.first { $0.name == "plays_daily" }
        #expect(daily?.before.usage == Self.records[0].usage && daily?.owner == "team-money")
    }

    @Test("without prices there are usage and order, and no cost")
    func unpriced() {
        let table = Self.table(.dataset, prices: nil)
        #expect(table.lines.first?.name == nil && table.lines.allSatisfy { $0.used.cost == nil } && table.total.used.cost == nil)
        #expect(table.total.used.usage.cpuMicros > 0)
        let nothing = CostTable(by: .team, [], before: [], heads: [:], prices: Self.prices, days: (30, 31))
        #expect(nothing.lines.isEmpty && nothing.total.used.cost == MicroAmount(micros: 0))
    }
}
