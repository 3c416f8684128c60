import BasinCore
import BasinDefinitions
import Testing

@Suite struct PricesTests {
    private static func read(_ text: String) -> ProjectReading {
        Project.read(files: ["teams.yaml": Sample.teams, "prices.yaml": text])
    }

    @Test("prices are read as they are written, without floating point")
    func read() throws {
        let project = try Self.read("currency: EUR\ncpu_hour: 0.045\ngb_month: 0.023\ngb_read: 1\n").get()
        #expect(
            project.prices
                == Prices(
                    currency: "EUR", cpuHour: MicroAmount(micros: 45_000), gbMonth: MicroAmount(micros: 23_000),
                    gbRead: MicroAmount(micros: 1_000_000)))
        #expect(try Project.read(files: ["teams.yaml": Sample.teams]).get().prices == nil)
    }

    @Test(
        "what is no price list is refused in its line",
        arguments: [
            ("cpu_hour: 1\n", 1), ("currency: EUR\n", 1), ("currency: eur\ncpu_hour: 1\n", 1),
            ("currency: EUR\ncpu_hour: -1\n", 2), ("currency: EUR\ncpu_hour: 1e3\n", 2),
            ("currency: EUR\ncpu_hour: 0.0000001\n", 2), ("currency: EUR\ncpu_hour: 1\ngpu_hour: 2\n", 3),
            ("currency: EUR\ncpu_hour: [1]\n", 2), ("[]\n", 1),
        ])
    func refused(_ text: String, _ line: Int) {
        let problems = Sample.problems(Self.read(text))
        #expect(problems.map(\.line) == [line] && problems.first?.file == "prices.yaml", "\(problems)")
    }

    @Test("a plan says what gets dearer, and the second is empty")
    func plan() throws {
        func plan(_ text: String?, after current: Prices?) throws -> Plan {
            var files = ["teams.yaml": Sample.teams]
            files["prices.yaml"] = text
            return Plan.make(
                current: [], currentDatasets: [], currentTeams: [], currentPools: [], currentPrices: current,
                desired: try Project.read(files: files).get(), nextTypeID: 1, hour: Hour(index: 0), tools: SmallSQL.tools)
        }
        func kinds(_ plan: Plan) -> [Change.Kind] { plan.changes.filter { $0.object == .prices }.map(\.kind) }
        let first = try plan("currency: EUR\ncpu_hour: 1\n", after: nil)
        #expect(kinds(first) == [.new] && first.prices?.cpuHour == MicroAmount(micros: 1_000_000))
        #expect(kinds(try plan("currency: EUR\ncpu_hour: 1.0\n", after: first.prices)) == [.unchanged])
        let dearer = try plan("currency: EUR\ncpu_hour: 2\n", after: first.prices)
        #expect(kinds(dearer) == [.changed] && dearer.changes.contains { $0.details.contains { $0.contains("2.00 (1.00 before)") } })
        #expect(kinds(try plan(nil, after: first.prices)) == [.removed])
        #expect(kinds(try plan(nil, after: nil)).isEmpty)
    }
}
