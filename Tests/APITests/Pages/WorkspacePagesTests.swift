import BasinAPI
import BasinCore
import BasinWire
import HTTPTypes
import Synchronization
import Testing

@Suite struct WorkspacePagesTests {
    /// What the services were asked.
    private final class Asked: Sendable {
        private let held = Mutex<[QueryRequest]>([])
        var all: [QueryRequest] { held.withLock { $0 } }
        @Sendable func add(_ request: QueryRequest) { held.withLock { $0.append(request) } }
    }

    private static let fromPage: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]

    private static func services(
        _ csv: String, parameters: [QueryDescription.Parameter] = [], asked: @escaping @Sendable (QueryRequest) -> Void = { _ in }
    ) -> Services {
        .fake { services in
            services.queries.describe = { _, _ in
                QueryDescription(columns: [.init(name: "song", type: "VARCHAR"), .init(name: "plays", type: "BIGINT")], parameters: parameters)
            }
            services.query = { request, _, _ in
                asked(request)
                return LiveServices.answer("text/csv", csv)
            }
        }
    }

    @Test("a query that a form sends shows its rows as text: null, empty, masked, quoted, with all digits")
    func rows() async throws {
        let csv = "song,plays\r\n\"a \"\"b\"\", <script>alert(1)</script>\",92233720368547758070\r\n,1\r\n\"\",2\r\n[masked],3\r\n"
        let answer = try await Door(Self.services(csv)).send(.post, "/sql", headers: Self.fromPage, body: Array("sql=SELECT+1".utf8))
        #expect(answer.status == 200)
        #expect(answer.body.contains("92233720368547758070"))
        #expect(answer.body.contains("a &quot;b&quot;, &lt;script&gt;"))
        #expect(answer.body.contains("<span class=\"null\">null</span>") && answer.body.contains("class=\"masked\""))
        #expect(answer.body.contains("id=\"query-chart\""))
    }

    @Test("more rows than a page shows are cut, and said to be")
    func cut() async throws {
        let asked = Asked()
        let csv = "song,plays\r\n" + (0..<300).map { "s\($0),\($0)\r\n" }.joined()
        let answer = try await Door(Self.services(csv, asked: asked.add)).send(.post, "/sql", headers: Self.fromPage, body: Array("sql=SELECT+1".utf8))
        #expect(answer.body.contains(">s199<") && !answer.body.contains(">s200<"))
        #expect(asked.all.first?.limit == 201)
    }

    @Test("values that a query takes are asked for, and bound")
    func values() async throws {
        let asked = Asked()
        let door = Door(Self.services("song,plays\r\n", parameters: [.init(name: "least", type: "BIGINT")], asked: asked.add))
        let first = try await door.send(.post, "/sql", headers: Self.fromPage, body: Array("sql=SELECT+$least".utf8))
        #expect(first.body.contains("name=\"value.least\"") && asked.all.isEmpty)
        _ = try await door.send(.post, "/sql", headers: Self.fromPage, body: Array("sql=SELECT+$least&value.least=7&purpose=support".utf8))
        #expect(asked.all.first?.arguments == [QueryArgument(name: "least", value: "7")])
        #expect(asked.all.first?.purpose == "support")
    }

    @Test("a query that fails says so on the page, at its place")
    func failure() async throws {
        var services = Self.services("")
        services.queries.describe = { _, _ in throw BasinError(.query, "There is no <b>column</b> nothing (line 2, column 3).") }
        let answer = try await Door(services).send(.post, "/sql", headers: Self.fromPage, body: Array("sql=SELECT%0A++nothing".utf8))
        #expect(answer.status == 200)
        #expect(answer.body.contains("&lt;b&gt;column") && answer.body.contains("2 |   nothing\n      ^"))
    }

    @Test("a link opens a query and runs nothing")
    func link() async throws {
        let asked = Asked()
        let door = Door(Self.services("song,plays\r\n", asked: asked.add))
        let answer = try await door.send(.get, "/sql?sql=SELECT%20%3C%2Ftextarea%3E")
        #expect(answer.status == 200 && asked.all.isEmpty)
        #expect(answer.body.contains("SELECT &lt;/textarea&gt;"))
        #expect(try await door.send(.get, "/sql?saved=none").status == 404)
        // A purpose is said by who asks, never by a link.
        let opening = try await door.send(.get, "/sql?sql=SELECT%201&purpose=support&run=1")
        #expect(opening.status == 200 && asked.all.isEmpty && opening.body.contains("value=\"support\""))
        _ = try await door.send(.get, "/sql?sql=SELECT%201&run=1")
        #expect(asked.all.count == 1)
    }

    @Test("an export is the whole answer as a file")
    func export() async throws {
        let asked = Asked()
        let answer = try await Door(Self.services("song,plays\r\na,1\r\n", asked: asked.add)).send(
            .post, "/sql/export", headers: Self.fromPage, body: Array("sql=SELECT+1&format=csv".utf8))
        #expect(answer.body == "song,plays\r\na,1\r\n")
        #expect(answer.headers[.contentDisposition] == "attachment; filename=\"query.csv\"")
        #expect(asked.all.first?.limit == nil && asked.all.first?.format == "csv")
    }

    @Test("what one asked can be opened again, with its values")
    func history() async throws {
        let query = AskedQuery(
            number: 9, at: "2018-11-03T10:00:00Z", person: "anna", sql: "SELECT $least", masked: false,
            arguments: [QueryArgument(name: "least", value: "7")], datasets: ["song_played"], format: "csv", outcome: "done", rows: 1, bytes: 2, seconds: 0.5)
        var services = Self.services("song,plays\r\n")
        services.queries.own = { filter, _ in filter.before == nil || filter.before == 10 ? [query] : [] }
        let door = Door(services)
        let list = try await door.send(.get, "/sql/history")
        #expect(list.status == 200 && list.body.contains("href=\"/sql?asked=9\"") && list.body.contains("href=\"/datasets/song_played\""))
        let again = try await door.send(.get, "/sql?asked=9")
        #expect(again.body.contains("SELECT $least</textarea>"))
        #expect(try await door.send(.get, "/sql?asked=8").status == 404)
        #expect(try await door.send(.get, "/sql/history?export=queries").body.hasPrefix("When,SQL"))
    }

    @Test("saved queries are listed, and opened with the values that they have")
    func saved() async throws {
        let query = SavedQuerySummary(
            name: "top_songs", owner: "team-music", description: "<b>Songs</b>",
            parameters: [.init(name: "country", type: "VARCHAR", value: "SE", choices: ["SE", "DE"])], datasets: ["song_played"], sql: "SELECT $country")
        var services = Self.services("song,plays\r\n")
        services.queries.saved = { [query] }
        services.queries.savedQuery = { _ in query }
        let door = Door(services)
        let list = try await door.send(.get, "/sql/saved")
        #expect(list.body.contains("href=\"/sql?saved=top_songs\"") && list.body.contains("&lt;b&gt;Songs"))
        let open = try await door.send(.get, "/sql?saved=top_songs")
        #expect(open.body.contains("<option value=\"SE\" selected>"))
    }
}
