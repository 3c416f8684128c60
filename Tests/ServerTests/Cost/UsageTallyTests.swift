import BasinCore
import BasinMetastore
import BasinServer
import Testing

@Suite struct UsageTallyTests {
    @Test("What queries took in other processes is theirs, and not taken from the server's own")
    func elsewhere() throws {
        let tally = UsageTally()
        // More than this process can have taken since.
        let query = Usage(count: 1, cpuMicros: 3_600_000_000_000)
        tally.query(query, here: 0, of: [], by: "anna")
        let from = ProcessorTime.process
        while ProcessorTime.process - from < 2000 {}
        let records = tally.take(withServer: true).records
        #expect(records.first { $0.kind == .query }?.usage == query)
        #expect(try #require(records.first { $0.kind == .server }).usage.cpuMicros >= 2000)
        tally.query(query, here: query.cpuMicros, of: [], by: "anna")
        #expect(tally.take(withServer: true).records.first { $0.kind == .server }?.usage.cpuMicros == 0)
    }
}
