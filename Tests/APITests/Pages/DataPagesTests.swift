import BasinAPI
import BasinCore
import BasinWire
import HTTPTypes
import Synchronization
import Testing

@Suite struct DataPagesTests {
    private static let hostile = "<script>alert(1)</script>"

    private static func detail(_ name: String, _ kind: String) -> DatasetDetail {
        DatasetDetail(
            summary: DatasetSummary(name: name, owner: "team-growth", kind: kind, tier: "normal", rows: 3, partitions: 1, description: hostile),
            schemaVersion: 1,
            columns: [
                ColumnSummary(name: "song", type: "string", required: true, classification: "none", subject: false),
                ColumnSummary(name: "email", type: "string", required: false, classification: "personal", subject: false),
            ], ledger: LedgerTotals(received: 0, delivered: 0, duplicate: 0, quarantined: 0, pending: 0), recentHours: [], location: "/x")
    }

    private static func services(_ kind: String = "pipeline", _ change: (inout Services) -> Void = { _ in }) -> Services {
        .fake { services in
            services.dataset = { detail($0, kind) }
            change(&services)
        }
    }

    private static let fromPage: HTTPFields = {
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        if let site = HTTPField.Name("Sec-Fetch-Site") { headers[site] = "same-origin" }
        return headers
    }()

    @Test("a calendar of days leads to each partition, and its table of what is to be seen is exported")
    func calendar() async throws {
        let door = Door(
            Self.services { services in
                services.pipelines.partitions = { _, from, _, _ in
                    [
                        PartitionSummary(partition: "2018-11-01", state: "published", revision: 1, rows: 5),
                        PartitionSummary(partition: "2018-11-02", state: "failed", run: 7, reason: Self.hostile),
                    ]
                }
            })
        let answer = try await door.send(.get, "/datasets/listening_daily/partitions")
        #expect(answer.status == 200)
        #expect(answer.body.contains("href=\"/datasets/listening_daily/partitions/2018-11-02\""))
        #expect(answer.body.contains("href=\"/runs/7\""))
        #expect(!answer.body.contains("<script>alert"))
        let earlier = try await door.send(.get, "/datasets/listening_daily/partitions?from=2018-11-01")
        #expect(earlier.body.contains("href=\"?from=2018-11-01&amp;export=to-be-seen\""))
        let csv = try await door.send(.get, "/datasets/listening_daily/partitions?export=to-be-seen")
        #expect(csv.body.hasPrefix("Partition,State,Revision"))
        #expect(csv.body.contains("2018-11-02,failed"))
        #expect(answer.body.contains("href=\"?export=partitions\""))
        let all = try await door.send(.get, "/datasets/listening_daily/partitions?export=partitions")
        #expect(all.body.contains("2018-11-01,published,1,5,") && all.body.contains("2018-11-02,failed"))
        #expect(try await door.send(.get, "/datasets/listening_daily/partitions?from=never").status == 400)
    }

    @Test("hours of an event type are asked for by their window, and one shows its ledger")
    func hours() async throws {
        let asked = Mutex<[String?]>([])
        let door = Door(
            Self.services("event") { services in
                services.hours = { _, from, to in
                    asked.withLock { $0 += [from, to] }
                    return [
                        HourSummary(
                            hour: "2018-11-03T13", state: "sealed", revision: 1,
                            ledger: LedgerTotals(received: 9, delivered: 5, duplicate: 3, quarantined: 1, pending: 0))
                    ]
                }
            })
        let answer = try await door.send(.get, "/datasets/song_played/partitions?from=2018-11-01")
        #expect(answer.status == 200)
        #expect(asked.withLock { $0 } == ["2018-11-01T00", "2018-12-01T00"])
        let hour = try await door.send(.get, "/datasets/song_played/partitions/2018-11-03T13")
        #expect(hour.status == 200)
        #expect(hour.body.contains("href=\"/quarantine/song_played\""))
        #expect(try await door.send(.get, "/datasets/song_played/partitions/yesterday").status == 404)
    }

    @Test("a partition says why it is so, and what fails beside it does not fail the page")
    func partition() async throws {
        let door = Door(
            Self.services { services in
                services.pipelines.partitions = { _, from, to, _ in
                    [PartitionSummary(partition: from ?? "", state: "stale", revision: 2, rows: 4, run: 7)]
                }
                services.pipelines.why = {
                    WhyAnswer(dataset: $0, partition: $1, state: "stale", reasons: [WhyReason(code: "stale", message: Self.hostile, remedy: "Wait.")])
                }
                services.lineage.partition = { _ in throw BasinError(.unavailable, "Not now.") }
            })
        let answer = try await door.send(.get, "/datasets/listening_daily/partitions/2018-11-03")
        #expect(answer.status == 200)
        #expect(answer.body.contains("&lt;script&gt;") && !answer.body.contains("<script>alert"))
        #expect(answer.body.contains("action=\"/datasets/listening_daily/partitions/2018-11-03/run\""))
        #expect(answer.body.contains("href=\"/datasets/listening_daily/partitions/2018-11-02\""))
    }

    @Test("forms start a run and a backfill, pause and resume, and go on to where that shows")
    func forms() async throws {
        let begun = Mutex<BackfillRequest?>(nil)
        let door = Door(
            Self.services { services in
                let fake = services.pipelines.beginBackfill
                services.pipelines.beginBackfill = { request, person in
                    begun.withLock { $0 = request }
                    return try await fake(request, person)
                }
            })
        let run = try await door.send(.post, "/datasets/listening_daily/partitions/2018-11-03/run", headers: Self.fromPage)
        #expect(run.status == 303 && run.headers[.location] == "/runs/8")
        let fields = Array("from=2018-11-01&to=2018-11-03&concurrency=&order=newest&reason=sums+differed".utf8)
        let backfill = try await door.send(.post, "/datasets/listening_daily/backfills", headers: Self.fromPage, body: fields)
        #expect(backfill.status == 303 && backfill.headers[.location] == "/backfills/2")
        #expect(
            begun.withLock { $0 }
                == BackfillRequest(dataset: "listening_daily", from: "2018-11-01", to: "2018-11-03", newestFirst: true, reason: "sums differed"))
        let pause = try await door.send(.post, "/datasets/listening_daily/pause", headers: Self.fromPage)
        #expect(pause.status == 303 && pause.headers[.location] == "/datasets/listening_daily/partitions")
        let resume = try await door.send(.post, "/datasets/listening_daily/resume", headers: Self.fromPage, body: Array("gap=skip".utf8))
        #expect(resume.status == 303)
        #expect(try await door.send(.post, "/datasets/listening_daily/resume", headers: Self.fromPage).status == 400)
    }

    @Test("a profile shows values where they may be told, and says in words what is unusual")
    func profile() async throws {
        let door = Door(
            Self.services { services in
                services.catalog.profile = { name, _, _ in
                    ProfileAnswer(
                        dataset: name, partition: "2018-11-03", rows: 10,
                        columns: [
                            ProfiledColumn(
                                name: "song", type: "string", classification: "none", nulls: 1, distinct: 2, min: "A", max: "Z", deciles: [],
                                common: [CommonValue(value: Self.hostile, rows: 9)]),
                            ProfiledColumn(name: "email", type: "string", classification: "personal", nulls: 5, deciles: [], common: []),
                        ])
                }
                services.catalog.profileHistory = { name, _, _ in
                    ProfileHistory(
                        dataset: name,
                        partitions: [
                            ProfiledPartition(
                                partition: "2018-11-03", rows: 10, isUnusual: true,
                                columns: [ColumnMoment(name: "song", nullShare: 0.5, unusual: ["null_share"])])
                        ], isCut: false)
                }
            })
        let answer = try await door.send(.get, "/datasets/listening_daily/profile?column=song")
        #expect(answer.status == 200)
        #expect(answer.body.contains("withheld: personal"))
        #expect(!answer.body.contains("<script>alert"))
        #expect(answer.body.contains("id=\"nulls-over-time\""))
        let common = try await door.send(.get, "/datasets/listening_daily/profile?export=common-values")
        #expect(common.body == "Column,Value,Rows,Share\r\nsong,\(Self.hostile),9,0.9\r\n")
        let unusual = try await door.send(.get, "/datasets/listening_daily/profile?export=unusual")
        #expect(unusual.body.contains("2018-11-03,") && unusual.body.contains("song: "))
    }

    @Test("what values are like is for who may query, as in the API: for others nothing is asked for")
    func found() async throws {
        let asked = Mutex(0)
        let door = Door(
            Self.services { services in
                services.authenticate = { _ in Principal(name: "vera", permissions: [.find]) }
                services.catalog.profile = { name, _, _ in
                    asked.withLock { $0 += 1 }
                    return ProfileAnswer(dataset: name, partition: "2018-11-01", rows: 3, columns: [])
                }
                services.catalog.profileHistory = { name, _, _ in
                    asked.withLock { $0 += 1 }
                    return ProfileHistory(dataset: name, partitions: [], isCut: false)
                }
            })
        let answer = try await door.send(.get, "/datasets/listening_daily/profile")
        #expect(answer.status == 200 && answer.body.contains("href=\"/datasets/listening_daily/access\"") && !answer.body.contains("2018-11-01"))
        #expect(try await door.send(.get, "/datasets/listening_daily/profile?export=profile").status == 404)
        #expect(asked.withLock { $0 } == 0)
    }

    @Test("who may not see a profile is told why and where to ask")
    func refused() async throws {
        let door = Door(
            Self.services { services in
                services.catalog.profile = { _, _, _ in throw BasinError(.forbidden, "You may not read all of it.") }
                services.catalog.profileHistory = { _, _, _ in throw BasinError(.forbidden, "You may not read all of it.") }
            })
        let answer = try await door.send(.get, "/datasets/listening_daily/profile")
        #expect(answer.status == 200)
        #expect(answer.body.contains("You may not read all of it.") && answer.body.contains("/datasets/listening_daily/access"))
    }

    @Test("a sample's columns stand in the dataset's order, with masks and nulls in words")
    func sample() async throws {
        let door = Door(
            Self.services { services in
                services.catalog.sample = { _, _, _, _ in
                    LiveServices.answer("application/json", "[\n{\"email\":\"[masked]\",\"song\":\"\(Self.hostile)\"},\n{\"email\":null,\"song\":\"b\"}\n]\n")
                }
            })
        let answer = try await door.send(.get, "/datasets/listening_daily/sample")
        #expect(answer.status == 200)
        #expect(answer.body.contains("class=\"masked\"") && answer.body.contains("class=\"null\""))
        #expect(!answer.body.contains("<script>alert"))
        let csv = try await door.send(.get, "/datasets/listening_daily/sample?export=sample")
        #expect(csv.body.hasPrefix("Row,song,email\r\n1,\(Self.hostile),[masked]\r\n2,b,\r\n"))
    }
}
