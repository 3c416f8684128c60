import BasinAPI
import BasinCore
import BasinWeb
import BasinWire
import Foundation
import HTTPTypes
import Synchronization
import Testing

@Suite struct DatasetPagesTests {
    static let hostile = "<script>alert(\"1\")</script>&' \u{202E}שיר🎧" + String(repeating: "long", count: 120)

    static func detail(_ name: String = "song_played", kind: String = "event") -> DatasetDetail {
        var detail = DatasetDetail(
            summary: DatasetSummary(
                name: name, owner: "team-listening", kind: kind, tier: "critical", rows: 1_234_567, partitions: 12,
                lastEvent: "2018-11-01T00:00:00Z", description: "A song ended."),
            contact: "listening@example.com", schemaVersion: 2, retentionDays: 400,
            columns: [
                ColumnSummary(name: "song", type: "string", required: true, classification: "none", subject: false, term: "song"),
                ColumnSummary(
                    name: "device", type: "struct<kind: string, ids: list<string>>", required: false, classification: "personal",
                    subject: false),
            ], ledger: LedgerTotals(received: 10, delivered: 6, duplicate: 2, quarantined: 1, pending: 1),
            recentHours: [
                HourSummary(
                    hour: "2018-11-01T00", state: "sealed", revision: 1,
                    ledger: LedgerTotals(received: 10, delivered: 6, duplicate: 2, quarantined: 1, pending: 1))
            ], location: "/data",
            bridged: [BridgedRange(from: "2018-01-01T00", through: "2018-01-02T00", rows: 7, without: ["device"])],
            notes: DatasetNotes(
                support: "https://chat.example/listening", tags: ["layer": "raw"], terms: ["song"],
                deprecation: DeprecationSummary(note: "Use the other.", successor: "playback", until: "2019-01-01"),
                examples: [QueryExample(title: "All", sql: "SELECT count(*) FROM song_played")],
                page: "It is **so**. <script>alert(1)</script>", missing: ["Say more: add `description`."], people: ["mia"]),
            joinedWith: [JoinedDataset(name: "song_liked", queries: 3)])
        detail.freshness = "fresh"
        return detail
    }

    static func door(_ detail: DatasetDetail = detail(), isEncrypted: Bool = false, _ change: (inout Services) -> Void = { _ in }) -> Door {
        Door(
            .fake {
                $0.dataset = { name in
                    guard name == detail.summary.name else { throw BasinError(.notFound, "There is no dataset \(name).") }
                    return detail
                }
                change(&$0)
            }, isEncrypted: isEncrypted)
    }

    @Test("the overview says what it is, whose, what it lacks, and leads to its other pages")
    func overview() async throws {
        let answer = try await Self.door().send(.get, "/datasets/song_played")
        #expect(answer.status == 200)
        for part in [
            "A song ended.", "href=\"/teams/team-listening\"", "href=\"https://chat.example/listening\"", "layer:raw",
            "href=\"/datasets/playback\"", "2019-01-01", "<strong>so</strong>", "<code><bdi>description</bdi></code>",
            "href=\"/sql?sql=SELECT%20count", "href=\"/people/mia\"", "href=\"/glossary/song\"", "href=\"/datasets/song_liked\"",
            "id=\"ledger\"", "href=\"/quarantine/song_played\"", "2018-01-02T00", "not certified",
        ] { #expect(answer.body.contains(part), "\(part)") }
        for tab in DatasetTab.allCases where tab != .checks && tab != .overview {
            #expect(answer.body.contains("href=\"/datasets/song_played/\(tab.rawValue)\""), "\(tab)")
        }
        #expect(!answer.body.contains("<script>") && !answer.body.contains("style="))
        let csv = try await Self.door().send(.get, "/datasets/song_played?export=hours")
        #expect(csv.body.contains("2018-11-01T00,sealed,1,10,6,2,1,"))
    }

    @Test("every page of a dataset shows what others wrote as text", arguments: ["", "/schema", "/usage", "/history", "/access", "/read"])
    func hostileNames(tab: String) async throws {
        let bad = Self.hostile
        var detail = Self.detail(bad)
        detail.summary.owner = bad
        detail.summary.description = bad
        detail.notes = DatasetNotes(
            support: bad, tags: [bad: bad], terms: [bad], deprecation: DeprecationSummary(note: bad, successor: bad),
            examples: [QueryExample(title: bad, sql: bad)], page: bad, missing: [bad], people: [bad])
        detail.columns = [
            ColumnSummary(name: bad, type: bad, required: true, classification: "none", subject: true, description: bad, term: bad)
        ]
        let door = Self.door(detail) {
            $0.catalog.changes = { _, _, _ in
                [AppliedChange(
                    number: 1, at: bad, person: bad, reason: bad,
                    change: PlannedChange(kind: bad, object: "event \(bad)", details: [bad, bad]))]
            }
            $0.ofDataset.use = { _, days, _ in
                DatasetUse(
                    days: days, reads: [DatasetReads(day: bad, way: "query", reads: 1)], readers: 1,
                    accounts: [DatasetReaderSummary(account: bad, queries: 1, lastDay: bad)],
                    joinedWith: [JoinedDataset(name: bad, queries: 1)])
            }
            $0.ofDataset.access = { _, _ in
                DatasetAccess(
                    rows: "some", restricted: true, rowTeams: [bad], conditions: [bad],
                    sealed: [SealedColumn(name: bad, classification: "personal", purposes: [bad], opens: [bad])])
            }
        }
        let answer = try await door.send(.get, "/datasets/" + PercentCoding.encode(bad) + tab)
        #expect(answer.status == 200)
        #expect(!answer.body.contains("<script>") && answer.body.contains("&lt;script&gt;"))
    }

    @Test("the schema of what a pipeline makes shows its SQL and inputs; that of an event type its versions and what differs")
    func schema() async throws {
        let made = try await Self.door(Self.detail("plays", kind: "pipeline")) {
            $0.ofDataset.making = { _, _ in
                DatasetMaking(
                    work: "sql", sql: "SELECT song FROM song_played", granularity: "day", trigger: "data",
                    inputs: [DatasetInput(name: "song_played", kind: "event", granularity: "hour", reads: "of the same time")],
                    checks: [], retries: 3, definitionHash: "00")
            }
        }.send(.get, "/datasets/plays/schema")
        #expect(made.body.contains("SELECT song FROM song_played") && made.body.contains("href=\"/datasets/song_played\""))
        #expect(made.body.contains("struct\n  kind: string\n  ids: list&lt;string&gt;</code>"))
        let door = Self.door {
            $0.schemas.versions = { _ in
                [1, 2].map { SchemaVersionSummary(version: $0, isCurrent: $0 == 2, fields: $0, changes: ["A field."], keeps: ["full"]) }
            }
            $0.schemas.diff = { type, from, to in
                SchemaDiff(
                    type: type, from: "version \(from ?? "")", to: "version \(to ?? "")", compatibility: "full",
                    fields: [FieldDiff(field: "loud", change: "added", before: nil, after: "bool", rules: [], breaks: [], reasons: ["New."])],
                    promises: [])
            }
        }
        let versions = try await door.send(.get, "/datasets/song_played/schema")
        #expect(versions.body.contains("?from=1&amp;to=2#diff") && !versions.body.contains("id=\"diff\""))
        let diff = try await door.send(.get, "/datasets/song_played/schema?from=1&to=2")
        #expect(diff.body.contains("id=\"diff\"") && diff.body.contains("loud"))
        let csv = try await door.send(.get, "/datasets/song_played/schema?export=columns")
        #expect(csv.headers[.contentType]?.hasPrefix("text/csv") == true && csv.body.contains("song,string,required,none"))
    }

    @Test("checks show what they found in the last runs, and the rows that failed")
    func checks() async throws {
        let door = Self.door(Self.detail("plays", kind: "pipeline")) {
            $0.ofDataset.making = { _, _ in
                DatasetMaking(
                    work: "sql", granularity: "day", trigger: "data", inputs: [],
                    checks: [CheckDeclaration(name: "unique_song", blocking: true, rule: "No two rows have the same song.")],
                    retries: 3, definitionHash: "00")
            }
            $0.ofDataset.checks = { _, _, failing, _ in
                [CheckedRun(
                    run: 7, partition: "2018-11-01", state: "failed", at: "2018-11-02T00:00:00Z",
                    checks: [CheckSummary(
                        name: "unique_song", blocking: true, passed: false, message: "Two rows.", failingRows: 2,
                        samples: failing == ["unique_song"] ? ["{\"song\":\"Help!\"}"] : [], sampleCount: 1)])]
            }
        }
        let answer = try await door.send(.get, "/datasets/plays/checks")
        #expect(answer.status == 200)
        for part in ["No two rows have the same song.", "href=\"/runs/7\"", "href=\"/datasets/plays/checks?failing=unique_song#failing\"", "failed"] {
            #expect(answer.body.contains(part), "\(part)")
        }
        let row = "{&quot;song&quot;:&quot;Help!&quot;}"
        #expect(answer.body.contains("data-live") && !answer.body.contains(row))
        let rows = try await door.send(.get, "/datasets/plays/checks?failing=unique_song").body
        #expect(!rows.contains("data-live") && rows.contains(row))
        #expect(try await door.send(.get, "/api/v1/datasets/plays/checks?failing=unique_song").body.contains("Help!"))
        let csv = try await door.send(.get, "/datasets/plays/checks?export=failures")
        #expect(csv.body.contains("2018-11-01,unique_song,failed,2,Two rows.,run 7"))
        let results = try await door.send(.get, "/datasets/plays/checks?export=check-results")
        #expect(results.body == "Partition,Check,Result,Run\r\n2018-11-01,unique_song,failed,7\r\n")
    }

    @Test("what cannot be read of a part is left out, and a page that is asked for wrongly says so")
    func faults() async throws {
        let door = Self.door(Self.detail("plays", kind: "pipeline")) {
            $0.ofDataset.checks = { _, _, _, _ in throw BasinError(.forbidden, "No.") }
            $0.ofDataset.making = { name, _ in
                guard name == "plays" else { throw BasinError(.invalid, "None.") }
                return try await DatasetServices.fake.making(name, .admin)
            }
        }
        #expect(try await door.send(.get, "/datasets/plays/checks").status == 200)
        for query in ["usage?days=0", "usage?days=x", "usage?days=91", "history?before=-1", "history?before=x"] {
            let answer = try await door.send(.get, "/datasets/plays/" + query)
            #expect(answer.status == 400 && answer.headers[.contentType]?.hasPrefix("text/html") == true, "\(query)")
        }
    }

    @Test("what the history of a team of the same name says is not told as the dataset's")
    func history() async throws {
        let door = Self.door {
            $0.catalog.changes = { name, before, limit in
                ["event song_played", "team song_played"].enumerated().map { index, object in
                    AppliedChange(
                        number: 40 - index, at: "2018-11-01T00:00:00Z", person: "mia", reason: "Because \(object)",
                        change: PlannedChange(kind: "changed", object: object, version: 2, details: ["It changed."]))
                }
            }
        }
        let answer = try await door.send(.get, "/datasets/song_played/history")
        #expect(answer.body.contains("Because event song_played") && !answer.body.contains("Because team"))
        #expect(answer.body.contains("href=\"/people/mia\"") && !answer.body.contains("before="))
    }

    @Test("asking for access goes to the request's page")
    func asking() async throws {
        let asked = Mutex<AccessRequestForm?>(nil)
        let door = Self.door {
            $0.access.ask = { form, person in
                asked.withLock { $0 = form }
                return try await AccessServices.fake.ask(form, person)
            }
        }
        let page = try await door.send(.get, "/datasets/song_played/access")
        #expect(page.body.contains("action=\"/datasets/song_played/access\"") && page.body.contains("name=\"purpose\""))
        let body = Array("classification=personal&purpose=support&reason=A+ticket&days=7".utf8)
        let answer = try await door.send(
            .post, "/datasets/song_played/access", headers: [.contentType: "application/x-www-form-urlencoded"], body: body)
        #expect(answer.status == 303 && answer.headers[.location]?.hasPrefix("/access/requests/") == true)
        #expect(
            asked.withLock { $0 }
                == AccessRequestForm(dataset: "song_played", classification: "personal", purpose: "support", reason: "A ticket", days: 7))
        let without = try await door.send(
            .post, "/datasets/song_played/access", headers: [.contentType: "application/x-www-form-urlencoded"],
            body: Array("purpose=support".utf8))
        #expect(without.status == 400)
    }

    @Test("snippets name the server as the reader reached it, and quote what stands in them")
    func snippets() async throws {
        let answer = try await Self.door(Self.detail("it's \"odd\"")).send(.get, "/datasets/it's%20%22odd%22/read")
        #expect(answer.status == 200)
        for part in [
            "http://localhost/iceberg", "it&#39;\\&#39;&#39;s", "basin.basin.&quot;it&#39;s &quot;&quot;odd&quot;&quot;&quot;",
            "load_table((&quot;basin&quot;, &quot;it&#39;s \\&quot;odd\\&quot;&quot;))", "spark-sql", "psql", "/contract", "/jsonld",
        ] { #expect(answer.body.contains(part), "\(part)") }
        #expect(answer.body.contains("--postgres-port") && !answer.body.contains("port=5432"))
        let open = try await Self.door(Self.detail("plain")) { $0.pages.postgresPort = { 6543 } }.send(.get, "/datasets/plain/read")
        #expect(open.body.contains("host=localhost port=6543 ") && !open.body.contains("--postgres-port"))
        let encrypted = try await Self.door(Self.detail("plain"), isEncrypted: true).send(.get, "/datasets/plain/read")
        #expect(encrypted.body.contains("https://localhost/iceberg") && !encrypted.body.contains("http://localhost"))
    }

    @Test("of a name that does not exist, every page says so and offers what is near", arguments: ["", "/schema", "/checks", "/usage", "/history", "/access", "/read"])
    func missing(tab: String) async throws {
        let door = Self.door {
            $0.catalog.search = { request, _ in
                SearchAnswer(
                    hits: [SearchHit(
                        kind: "event", name: "song_played", owner: "team-listening", tier: nil, classification: nil,
                        description: "A song ended.", standing: "live", columns: [], uses: 1, lastData: nil)],
                    corrected: request.text, facets: [], isCut: false)
            }
        }
        let answer = try await door.send(.get, "/datasets/song_plaid" + tab)
        #expect(answer.status == 404)
        #expect(answer.body.contains("href=\"/datasets/song_played\"") && answer.body.contains("href=\"/search?q=song_plaid\""))
    }

    @Test("how a dataset is made, checked, used and guarded is there for programs, too")
    func json() async throws {
        let door = Self.door()
        for path in ["definition", "checks", "use", "access"] {
            let answer = try await door.send(.get, "/api/v1/datasets/song_played/" + path)
            #expect(answer.status == 200 && answer.headers[.contentType]?.hasPrefix("application/json") == true, "\(path)")
        }
        #expect(try await door.send(.get, "/api/v1/datasets/song_played/use?days=91").status == 400)
    }
}
