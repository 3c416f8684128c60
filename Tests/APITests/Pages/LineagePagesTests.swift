import BasinAPI
import BasinCore
import BasinWeb
import BasinWire
import HTTPTypes
import Testing

@Suite struct LineagePagesTests {
    private static let hostile = "<script>alert(\"1\")</script>&'"

    private static func node(_ name: String, _ depth: Int, owner: String = "team-growth", kind: String = "dataset") -> LineageAnswer.Node {
        LineageAnswer.Node(
            id: name, kind: kind, dataset: name, column: nil, depth: depth, owner: owner, contact: "#growth", uses: 3,
            state: kind == "external" ? nil : "stale")
    }

    private static func star(_ count: Int, owners: Int = 5) -> LineageAnswer {
        let readers = (0..<count).map { node("daily_\($0)", 1, owner: "team-\($0 % owners)") }
        return LineageAnswer(
            nodes: [node("song_played", 0)] + readers,
            edges: readers.map { LineageAnswer.Edge(source: "song_played", target: $0.dataset, kind: nil) }, isCut: false)
    }

    private static func detail(_ name: String) -> DatasetDetail {
        DatasetDetail(
            summary: DatasetSummary(
                name: name, owner: "team-growth", kind: "pipeline", tier: "high", rows: 1, partitions: 1, description: ""),
            schemaVersion: 1, columns: [], ledger: LedgerTotals(received: 0, delivered: 0, duplicate: 0, quarantined: 0, pending: 0),
            recentHours: [], location: "file:///t")
    }

    private static func door(_ answer: LineageAnswer) -> Door {
        Door(
            .fake { services in
                services.dataset = { detail($0) }
                services.catalog.lineage = { _, _, _, _, _ in answer }
            })
    }

    @Test("boxes are links, with kind, owner and state in words; who is hurt and saved queries are named")
    func small() async throws {
        var answer = Self.star(3)
        answer.queries = [LineageAnswer.Reader(name: "board", owner: "mia", reads: ["daily_1"])]
        let page = try await Self.door(answer).send(.get, "/datasets/song_played/lineage").body
        #expect(page.contains("href=\"/datasets/daily_1/lineage\""))
        #expect(page.contains("dataset of team-1, stale"))
        #expect(page.contains("href=\"/sql?saved=board\"") && page.contains("href=\"/teams/team-2\""))
        #expect(page.contains("data-edges=\"0 1 0 2 0 3 \"") && page.contains("lineage.js"))
    }

    @Test("what is asked reaches the service, and the form shows it")
    func asked() async throws {
        let door = Door(
            .fake { services in
                services.dataset = { Self.detail($0) }
                services.catalog.lineage = { name, column, direction, depth, limit in
                    #expect(name == "songs" && column == "user_id" && direction == "down" && depth == 7 && limit >= 1000)
                    return LineageAnswer(nodes: [], edges: [], isCut: true)
                }
            })
        let page = try await door.send(.get, "/datasets/songs/lineage?column=user_id&direction=down&depth=7").body
        #expect(page.contains("value=\"user_id\"") && page.contains("value=\"7\" selected"))
        for bad in ["direction=sideways", "depth=0", "depth=x", "depth=101"] {
            let answer = try await door.send(.get, "/datasets/songs/lineage?" + bad)
            #expect(answer.status == 400 && answer.body.contains("<h1>"))
        }
    }

    @Test("long layers are groups that open by a link; the page of thousands stays small")
    func groups() async throws {
        let door = Self.door(Self.star(3000))
        let closed = try await door.send(.get, "/datasets/song_played/lineage").body
        #expect(closed.contains("600 datasets") || closed.contains("600\u{202F}datasets"))
        #expect(closed.contains("open=1~team-3~dataset#graph") || closed.contains("open=1%7Eteam-3%7Edataset#graph"))
        #expect(!closed.contains(">daily_1234<"))
        let open = try await door.send(.get, "/datasets/song_played/lineage?open=1~team-3~dataset&depth=3").body
        #expect(open.contains("daily_1003\n") && open.contains("/datasets/daily_1003/lineage?depth=3"))
        for page in [closed, open, try await door.send(.get, "/datasets/song_played/lineage?open=all").body] {
            #expect(page.utf8.count < 200_000)
        }
        // The table has all, with what was asked for.
        #expect(open.contains("href=\"?open=1~team-3~dataset&amp;depth=3&amp;export=all\""))
        let csv = try await door.send(.get, "/datasets/song_played/lineage?export=all")
        #expect(csv.headers[.contentType]?.hasPrefix("text/csv") == true)
        #expect(csv.body.split(separator: "\r\n").count == 3002)
    }

    @Test("columns stand in their dataset's box, and edges say how one is made of the other")
    func columns() async throws {
        func column(_ dataset: String, _ name: String, _ depth: Int) -> LineageAnswer.Node {
            var node = Self.node(dataset, depth)
            node.id = dataset + "." + name
            node.column = name
            return node
        }
        let answer = LineageAnswer(
            nodes: [column("songs", "a", -1), column("songs", "b", -1), column("daily", "n", 0)],
            edges: [
                LineageAnswer.Edge(source: "songs.a", target: "daily.n", kind: "derived"),
                LineageAnswer.Edge(source: "songs.b", target: "daily.n", kind: "indirect"),
            ], isCut: false)
        let page = try await Self.door(answer).send(.get, "/datasets/daily/lineage?column=n").body
        #expect(page.contains("class=\"e derived\"") && page.contains("class=\"e indirect\""))
        #expect(page.contains("/datasets/songs/lineage?column=b"))
        #expect(page.contains("derived: computed from it"))
    }

    @Test("a dataset of others has a page, and hostile names are text on it")
    func foreign() async throws {
        var answer = LineageAnswer(
            nodes: [Self.node(Self.hostile, 0, kind: "external"), Self.node("\u{202E}evil", 1, owner: Self.hostile, kind: "external")],
            edges: [LineageAnswer.Edge(source: Self.hostile, target: "\u{202E}evil", kind: Self.hostile)], isCut: true)
        answer.queries = [LineageAnswer.Reader(name: Self.hostile, owner: Self.hostile, reads: [Self.hostile])]
        let known = answer
        let door = Door(.fake { $0.catalog.lineage = { _, _, _, _, _ in known } })
        let page = try await door.send(.get, "/datasets/any/lineage?open=%3Cscript%3E&column=%3Cscript%3E")
        #expect(page.status == 200 && !page.body.contains("<script>") && page.body.contains("external"))
    }

    @Test("one partition: which revisions made it, what may explain a wrong number")
    func partition() async throws {
        let door = Door(
            .fake { services in
                services.dataset = { Self.detail($0) }
                services.lineage.partition = { request in
                    #expect(request.dataset == "daily" && request.partition == "2018-11-03" && request.revision == 2)
                    let made = PartitionLineageAnswer.Node(
                        id: "daily r2", kind: "dataset", dataset: "daily", partition: "2018-11-03", revision: 2, depth: 0)
                    var hours = (10..<20).map {
                        PartitionLineageAnswer.Node(
                            id: "songs \($0)", kind: "event", dataset: "songs", partition: "2018-11-03T\($0)", revision: 1, depth: -1)
                    }
                    hours[3].isCurrent = false
                    return PartitionLineageAnswer(
                        nodes: [made] + hours, edges: hours.map { .init(source: $0.id, target: "daily r2") }, why: ["An hour was replaced."],
                        isCut: false)
                }
            })
        let page = try await door.send(.get, "/datasets/daily/lineage?partition=2018-11-03&revision=2").body
        #expect(page.contains("An hour was replaced.") && page.contains("replaced since"))
        #expect(page.contains("href=\"/datasets/songs/lineage?partition=2018-11-03T13&amp;revision=1\""))
        #expect(try await door.send(.get, "/datasets/daily/lineage?partition=2018-11-03&revision=x").status == 400)
    }
}
