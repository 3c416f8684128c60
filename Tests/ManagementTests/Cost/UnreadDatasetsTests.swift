import BasinCore
import BasinManagement
import BasinMetastore
import Testing

/// Events 1 feed 2, which feeds 3; 4 is made of 1 and 9, and 5 of itself.
@Suite struct UnreadDatasetsTests {
    private static let today = 1000

    private static func nodes(
        read: [UInt32: Int] = [:], born: [UInt32: Int] = [:], removed: Set<UInt32> = [], others: [UInt32: Set<UInt32>] = [:]
    ) -> [UnreadDatasets.Node] {
        let inputs: [UInt32: Set<UInt32>] = [1: [], 2: [1], 3: [2], 4: [1, 9], 5: [5], 9: []].merging(others) { $1 }
        return inputs.map { id, inputs in
            UnreadDatasets.Node(
                id: id, name: "d\(id)", isEvents: inputs.isEmpty, inputs: inputs,
                lastRead: read[id].map { LastRead(day: $0, way: .query) }, bornOn: born[id] ?? 0, isRemoved: removed.contains(id))
        }
    }

    private static func unread(_ nodes: [UnreadDatasets.Node], days: Int = 90, since: Int? = 0) -> [UInt32] {
        UnreadDatasets(nodes, days: days, today: today, countedSince: since).ids
    }

    @Test("what is read needs what it is made of, and that what it is made of")
    func transitive() {
        #expect(Self.unread(Self.nodes()) == [1, 2, 3, 4, 5, 9])
        #expect(Self.unread(Self.nodes(read: [3: 1000])) == [4, 5, 9])
        #expect(Self.unread(Self.nodes(read: [4: 950])) == [2, 3, 5])
        #expect(Self.unread(Self.nodes(read: [1: 1000])) == [2, 3, 4, 5, 9])
        #expect(Self.unread(Self.nodes(read: [5: 1000])) == [1, 2, 3, 4, 9])
    }

    @Test("so many days are those, today included", arguments: [(911, false), (910, true), (1000, false), (0, true)])
    func boundary(_ day: Int, _ isUnread: Bool) {
        #expect(Self.unread(Self.nodes(read: [3: day])).contains(3) == isUnread)
    }

    @Test("what is younger than the days is not judged, nor what it is made of")
    func young() {
        #expect(Self.unread(Self.nodes(born: [3: 911])) == [4, 5, 9])
        #expect(Self.unread(Self.nodes(born: [3: 910])) == [1, 2, 3, 4, 5, 9])
        #expect(Self.unread(Self.nodes(born: [9: 999])) == [1, 2, 3, 4, 5])
    }

    @Test("before every way of reading was counted for so long, nothing is known to be unread")
    func counted() {
        for (since, count) in [(nil, 0), (912, 0), (911, 6), (0, 6)] as [(Int?, Int)] {
            #expect(Self.unread(Self.nodes(), since: since).count == count, "\(String(describing: since))")
        }
    }

    @Test("a removed definition needs nothing any more, and what is stored of it may be read")
    func removed() {
        #expect(Self.unread(Self.nodes(read: [3: 1000], removed: [3])) == [1, 2, 4, 5, 9])
        #expect(Self.unread(Self.nodes(removed: [3])) == [1, 2, 3, 4, 5, 9])
    }

    @Test("what goes first is said; circles end")
    func readers() {
        let plain = UnreadDatasets(Self.nodes(), days: 90, today: Self.today, countedSince: 0)
        #expect(plain.readers == [1: [2, 4], 2: [3], 9: [4]])
        let circle = UnreadDatasets(
            Self.nodes(read: [3: 1000], others: [2: [1, 3]]), days: 90, today: Self.today, countedSince: 0)
        #expect(circle.ids == [4, 5, 9] && circle.readers == [9: [4]])
    }

    @Test("the saving is what is stored for a month, and what the runs of a month took")
    func saving() {
        let prices = Prices(currency: "EUR", cpuHour: MicroAmount(micros: 1_000_000), gbMonth: MicroAmount(micros: 20_000))
        let recent = [
            UsageRecord(kind: .run, datasetID: 2, usage: Usage(count: 30, cpuMicros: 3_600_000_000)),
            UsageRecord(kind: .query, datasetID: 2, account: "anna", usage: Usage(cpuMicros: 3_600_000_000)),
        ]
        let costs = UnreadCosts(stored: [2: 50_000_000_000], recent: recent, prices: prices)
        #expect(costs.saving(2).cost?.description == "2.00" && costs.saving(2).cpuMicros == 3_600_000_000)
        #expect(costs.saving(7).cost?.micros == 0 && costs.saving(7).bytes == 0)
    }
}
