import BasinCollection
import BasinCore
import BasinMetastore
import Testing

@Suite("Imported hours say which fields the source could not fill (COL-26)")
struct BridgedImportTests {
    private static let all = Hour(index: 0)..<Hour(index: 1_000_000)

    @Test("a field that no record has is recorded with the import, its hours and their reason")
    func unfilled() async throws {
        let setup = try ImportSetup()
        let outcome = try await setup.run(
            """
            {"ts":"2018-11-03T14:05:00Z","title":"One","user_id":"53","tags":["a"],"place":{"city":"Oslo"}}
            {"ts":"2018-11-03T15:05:00Z","title":"Two","user_id":"","first_name":null,"price":"1.50"}

            """, range: "2018-11-03T14 2018-11-03T17")
        #expect(outcome.unfilled == ["first_name", "seconds"])
        let bridged = try setup.metastore.read { try $0.bridgedHours(typeID: 1, in: Self.all) }
        #expect(bridged.map(\.hour) == [Hour("2018-11-03T14")!, Hour("2018-11-03T15")!])
        #expect(bridged.allSatisfy { $0.rows == 1 && $0.without == ["first_name", "seconds"] })
        let reasons = try setup.hours().map(\.reason)
        #expect(reasons == ["import, without first_name, seconds", "import, without first_name, seconds", "import"])
    }

    @Test("a field of the mapping that a small file may lack is said to be missing, too")
    func mayLack() async throws {
        let setup = try ImportSetup()
        let outcome = try await setup.run(
            #"{"ts":"2018-11-03T14:05:00Z","title":"One"}"# + "\n", mapping: ["song": "title", "first_name": "forename"],
            mayLack: ["forename"])
        #expect(outcome.unfilled.contains("first_name") && !outcome.unfilled.contains("song"))
    }

    @Test("empty cells of a CSV file fill nothing")
    func emptyCells() async throws {
        let setup = try ImportSetup()
        let outcome = try await setup.run("ts,title,first_name\n2018-11-03T14:05:00Z,One,\n", format: .csv)
        #expect(outcome.unfilled.contains("first_name"))
    }

    @Test("CloudEvents say what they lack as well")
    func cloudEvents() async throws {
        let setup = try ImportSetup()
        let outcome = try await setup.run(
            #"{"specversion":"1.0","id":"1","source":"/old","type":"song_played","time":"2018-11-03T14:05:00Z","data":{"song":"One","seconds":2}}"#
                + "\n", format: .cloudevents, mapping: [:])
        #expect(outcome.unfilled == ["user_id", "first_name", "tags", "place", "price"])
    }

    @Test("a second import with more fields leaves the mark of the first on the hours that both fill")
    func twice() async throws {
        let setup = try ImportSetup()
        let first = #"{"ts":"2018-11-03T14:05:00Z","title":"One","user_id":"1","seconds":1,"tags":[],"place":{},"price":"1"}"#
        let second = #"{"ts":"2018-11-03T14:06:00Z","title":"Two","user_id":"1","seconds":1,"tags":[],"place":{},"price":"1","first_name":"A"}"#
        #expect(try await setup.run(first + "\n").unfilled == ["first_name"])
        #expect(try await setup.run(second + "\n").unfilled == [])
        let bridged = try setup.metastore.read { try $0.bridgedHours(typeID: 1, in: Self.all) }
        #expect(bridged == [BridgedHour(hour: Hour("2018-11-03T14")!, rows: 2, without: ["first_name"])])
    }

    @Test("a replacement takes the marks of what it replaces, and no others")
    func replaced() async throws {
        let setup = try ImportSetup()
        _ = try await setup.run(
            """
            {"ts":"2018-11-03T14:05:00Z","title":"One"}
            {"ts":"2018-11-03T15:05:00Z","title":"Two"}

            """)
        let range = Hour("2018-11-03T14")!..<Hour("2018-11-03T15")!
        let importer = try Importer(
            plan: try ImportPlan(
                type: DataFolder.songPlayed, format: .ndjson, timeField: "ts", range: range, replaces: true),
            delivery: setup.delivery)
        let whole = #"{"ts":"2018-11-03T14:05:00Z","song":"One","user_id":"1","first_name":"A","seconds":1,"tags":[],"place":{}}"#
        try importer.append(Array((whole + "\n").utf8))
        #expect(try await importer.finish().unfilled == ["price"])
        let bridged = try setup.metastore.read { try $0.bridgedHours(typeID: 1, in: Self.all) }
        #expect(bridged == [
            BridgedHour(hour: Hour("2018-11-03T14")!, rows: 1, without: ["price"]),
            BridgedHour(
                hour: Hour("2018-11-03T15")!, rows: 1,
                without: ["first_name", "place", "price", "seconds", "tags", "user_id"]),
        ])
    }

    @Test("an import that brings nothing new, or nothing at all, marks nothing")
    func nothing() async throws {
        let setup = try ImportSetup()
        let record = #"{"ts":"2018-11-03T14:05:00Z","title":"One"}"# + "\n"
        _ = try await setup.run(record)
        _ = try await setup.run(record)
        #expect(try await setup.run("", range: "2018-11-05T00 2018-11-06T00").unfilled == [])
        let bridged = try setup.metastore.read { try $0.bridgedHours(typeID: 1, in: Self.all) }
        #expect(bridged.map(\.rows) == [1])
        #expect(try setup.hours().filter { $0.hour >= Hour("2018-11-05T00")! }.allSatisfy { $0.reason == "import" })
    }
}
