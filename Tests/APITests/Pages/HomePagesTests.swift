import BasinAPI
import BasinCore
import BasinWire
import HTTPTypes
import Synchronization
import Testing

@Suite struct HomePagesTests {
    private static let hostile = "<script>alert(\"1\")</script>&'"

    private static func home(_ change: (inout HomeSummary) -> Void) -> HomeSummary {
        var home = HomeSummary(at: PageServices.fakeNow.description, datasets: 12)
        change(&home)
        return home
    }

    private static func door(_ home: HomeSummary) -> Door { Door(.fake { $0.pages.home = { _ in home } }) }

    private static let failed = HomeSummary.Trouble(
        dataset: "royalties", kind: "dataset", owner: "team-finance", tier: "high", partition: "2018-11-02", partitions: 3,
        state: "failed", reason: "A check failed.", since: "2018-11-03T01:00:00Z", run: 47)

    @Test("when nothing is wrong, one line says so")
    func calm() async throws {
        let body = try await Self.door(Self.home { _ in }).send(.get, "/").body
        #expect(body.contains("All is well") && body.contains("notice good"))
        #expect(!body.contains("id=\"attention\""))
    }

    @Test("what failed leads to the dataset, the partition, the run and the team, with how many others are so")
    func trouble() async throws {
        let home = Self.home {
            $0.troubles = [Self.failed]
            $0.troubleCounts = ["failed": 1]
        }
        let body = try await Self.door(home).send(.get, "/").body
        for address in ["/datasets/royalties", "/datasets/royalties/partitions/2018-11-02", "/runs/47", "/teams/team-finance"] {
            #expect(body.contains("href=\"\(address)\""), "\(address)")
        }
        #expect(body.contains("2 others") && body.contains("A check failed.") && !body.contains("All is well"))
    }

    @Test("what somebody used lately and is in trouble is listed once, as theirs")
    func used() async throws {
        let home = Self.home {
            $0.troubles = [Self.failed]
            $0.usedAndBroken = [Self.failed]
            $0.troubleCounts = ["failed": 1]
        }
        let body = try await Self.door(home).send(.get, "/").body
        #expect(body.contains("id=\"used\"") && !body.contains("id=\"attention\""))
    }

    @Test("events of the last hours are a chart with what was quarantined beside it, and its table is exported")
    func events() async throws {
        let home = Self.home {
            $0.hours = [.init(hour: "2018-11-03T12", received: 5, quarantined: 2), .init(hour: "2018-11-03T13", received: 70, quarantined: 7)]
            $0.busiest = [.init(type: "song_played", received: 70, quarantined: 7)]
            $0.requestsToDecide = 2
        }
        let door = Self.door(home)
        let body = try await door.send(.get, "/").body
        #expect(body.contains("quarantined") && body.contains("href=\"/events/song_played\"") && body.contains("href=\"/access#requests\""))
        let csv = try await door.send(.get, "/?export=events-by-hour-table")
        #expect(csv.body == "hour (UTC),accepted (events),quarantined (events)\r\n11-03 12:00,3.0,2.0\r\n11-03 13:00,63.0,7.0\r\n")
        #expect(try await door.send(.get, "/?export=busiest").body.contains("song_played,70,7,0.1"))
        #expect(try await door.send(.get, "/?export=nothing").status == 404)
    }

    @Test("what home says in lists is exported as tables, and an empty list as a head without rows")
    func lists() async throws {
        let entry = HomeSummary.Entry(
            name: "plays", kind: "dataset", owner: "team-growth", description: "", lastData: "2018-11-03T01:00:00Z", state: "good", uses: 1,
            usesByDay: [0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 3])
        let home = Self.home {
            $0.troubles = [Self.failed]
            $0.troubleCounts = ["failed": 2]
            var late = Self.failed
            (late.dataset, late.state, late.reason, late.partition, late.partitions, late.run) = ("plays", "late", "It is \"late\".", nil, 0, nil)
            $0.usedAndBroken = [late]
            ($0.rising, $0.fresh) = ([entry], [entry])
        }
        let door = Self.door(home)
        let rows = [
            "attention-table": "failed,royalties,dataset,team-finance,2018-11-02,3,47,2018-11-03T01:00:00Z,A check failed.",
            "used-table": "late,plays,dataset,team-finance,,,,2018-11-03T01:00:00Z,\"It is \"\"late\"\".\"",
            "rising-table": "plays,team-growth,5,1", "fresh-table": "plays,team-growth,2018-11-03T01:00:00Z",
        ]
        let page = try await door.send(.get, "/").body
        for (name, row) in rows {
            #expect(page.contains("href=\"?export=\(name)\""), "\(name)")
            let lines = try await door.send(.get, "/?export=" + name).body.split(separator: "\r\n")
            #expect(lines.dropFirst() == [Substring(row)], "\(name)")
        }
        let none = Self.door(Self.home { _ in })
        #expect(try await !none.send(.get, "/").body.contains("export=rising-table"))
        #expect(try await none.send(.get, "/?export=rising-table").body.split(separator: "\r\n").count == 1)
    }

    @Test("before there is data, three steps say what to do, and which of them are done")
    func first() async throws {
        let home = Self.home {
            $0.hasData = false
            $0.hasKey = false
        }
        let body = try await Self.door(home).send(.get, "/").body
        for id in ["define", "key", "send"] { #expect(body.contains("id=\"\(id)\"")) }
        #expect(body.contains("basin key create") && body.contains("/events") && body.contains("badge good") && body.contains("badge waiting"))
    }

    @Test("names of others are text, whatever they hold")
    func escaping() async throws {
        let home = Self.home {
            var trouble = Self.failed
            (trouble.dataset, trouble.owner, trouble.reason) = (Self.hostile, Self.hostile, Self.hostile)
            $0.troubles = [trouble]
            $0.troubleCounts = ["failed": 1]
            let entry = HomeSummary.Entry(
                name: Self.hostile, kind: "dataset", owner: Self.hostile, description: Self.hostile, state: "good", uses: 1, usesByDay: [0, 1])
            ($0.owned, $0.rising, $0.fresh) = ([entry], [entry], [entry])
            $0.busiest = [.init(type: Self.hostile, received: 1, quarantined: 0)]
        }
        let body = try await Self.door(home).send(.get, "/").body
        #expect(!body.contains("<script>") && body.contains("&lt;script&gt;alert(&quot;1&quot;)"))
    }

    @Test("programs get the same for whoever asks, and a failure is a page")
    func api() async throws {
        let asked = Mutex<String?>(nil)
        let door = Door(
            .fake {
                $0.pages.home = { person in
                    asked.withLock { $0 = person.name }
                    return Self.home { $0.troubles = [Self.failed] }
                }
            })
        let answer = try await door.send(.get, "/api/v1/home")
        #expect(try WireJSON.decode(HomeSummary.self, from: Array(answer.body.utf8)).troubles == [Self.failed])
        #expect(asked.withLock { $0 } == "admin")
        let broken = Door(.fake { $0.pages.home = { _ in throw BasinError(.unavailable, "Basin is stopping.") } })
        let page = try await broken.send(.get, "/")
        #expect(page.status == 503 && page.body.contains("Basin is stopping."))
    }
}
