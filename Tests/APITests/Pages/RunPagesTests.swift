import BasinAPI
import BasinCore
import BasinWeb
import BasinWire
import HTTPTypes
import Synchronization
import Testing

@Suite struct RunPagesTests {
    static let hostile = "<script>alert(1)</script>‮" + String(repeating: "ü", count: 500) + "🦊"

    static func run(_ id: Int, _ dataset: String = "listening_daily", state: String = "succeeded", reason: String? = nil) -> RunSummary {
        RunSummary(
            id: id, dataset: dataset, partition: "2018-11-03", state: state, trigger: "data", attempt: 2, createdAt: "2018-11-04T00:00:00Z",
            startedAt: "2018-11-04T00:00:02Z", endedAt: state == "running" ? nil : "2018-11-04T00:00:09Z", rows: 12, revision: 3, reason: reason,
            seconds: 7)
    }

    @Test("the latest runs are listed as they are chosen, with a way to earlier ones and a table to take along")
    func latest() async throws {
        let asked = Mutex<[RunFilter]>([])
        let door = Door(
            .fake { services in
                services.pipelines.find = { filter in
                    asked.withLock { $0.append(filter) }
                    return (0..<filter.limit).map { Self.run(900 - $0, state: "failed") }
                }
            })
        let page = try await door.send(.get, "/runs?dataset=listening_daily&state=failed&trigger=request&unknown=1")
        #expect(page.status == 200)
        #expect(page.body.contains("/runs/900\"") && !page.body.contains("/runs/800\""))
        #expect(page.body.contains("before=801"))
        #expect(asked.withLock { $0 } == [RunFilter(dataset: "listening_daily", state: "failed", trigger: "request", limit: 101)])
        let csv = try await door.send(.get, "/runs?export=runs")
        #expect(csv.headers[.contentType]?.hasPrefix("text/csv") == true)
        #expect(csv.body.split(separator: "\r\n").count == 101)
    }

    @Test("what is asked wrongly is a page that says so", arguments: ["/runs?before=x", "/runs/grid?page=0", "/runs/timeline?hours=0", "/runs/0", "/runs/x", "/runs/8"])
    func wrong(_ path: String) async throws {
        let answer = try await Door(.fake()).send(.get, path)
        #expect([400, 404].contains(answer.status))
        #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true)
    }

    @Test("a run's page tells what it read, made and said, as text")
    func page() async throws {
        let door = Door(
            .fake { services in
                services.pipelines.run = { id, failing, _ in
                    RunDetail(
                        summary: Self.run(id, Self.hostile, state: "failed", reason: Self.hostile),
                        events: [RunEventSummary(number: 1, at: "2018-11-04T00:00:02Z", event: Self.hostile)],
                        checks: [
                            CheckSummary(
                                name: Self.hostile, blocking: true, passed: false, message: Self.hostile, failingRows: 2,
                                samples: failing.contains(Self.hostile) ? ["{\"a\":\"<b>\"}"] : [], sampleCount: 1)
                        ],
                        inputs: [
                            RunInputSummary(dataset: "song_played", from: "2018-11-03T00", to: "2018-11-03T23", partitions: 24, files: 24, rows: 5, latestRevision: 2)
                        ], checksum: "abc", log: Self.hostile, staged: "/held/7", requestedBy: "mia", rerunOf: 5)
                }
                services.pipelines.why = { dataset, partition in
                    WhyAnswer(dataset: dataset, partition: partition, state: "failed", reasons: [WhyReason(code: "check_failed", message: "Two rows are wrong.")])
                }
            })
        let page = try await door.send(.get, "/runs/7")
        #expect(page.status == 200 && !page.body.contains("<script>alert"))
        for part in ["/datasets/song_played", "/people/mia", "/runs/5", "Two rows are wrong.", "basin inspect 7", "/runs/7/rerun"] {
            #expect(page.body.contains(part), "\(part)")
        }
        #expect(page.body.contains("href=\"/runs/7?failing=%3Cscript") && !page.body.contains("&quot;a&quot;"))
        let rows = try await door.send(.get, "/runs/7?failing=" + PercentCoding.encode(Self.hostile))
        #expect(rows.body.contains("{&quot;a&quot;:&quot;&lt;b&gt;&quot;}") && !rows.body.contains("<script>alert"))
        #expect(!page.body.contains("/runs/7/cancel"))
    }

    @Test("rows that failed are read when somebody asks for those of a check, once, by a page that does not ask again by itself")
    func failingRows() async throws {
        let asked = Mutex<[Set<String>]>([])
        let door = Door(
            .fake { services in
                services.pipelines.run = { id, failing, person in
                    asked.withLock { $0.append(failing) }
                    if person.name == "admin", failing.contains("others") { throw BasinError(.forbidden, "It is restricted.") }
                    return RunDetail(
                        summary: Self.run(id, state: "running"), events: [],
                        checks: [
                            CheckSummary(
                                name: "unique", blocking: false, passed: false, message: "Two.", failingRows: 2,
                                samples: failing.isEmpty ? [] : ["{\"n\":42}"], sampleCount: 1)
                        ], inputs: [])
                }
            })
        let live = try await door.send(.get, "/runs/7").body
        #expect(live.contains("data-live") && live.contains("href=\"/runs/7?failing=unique#failing\"") && !live.contains("42}"))
        let shown = try await door.send(.get, "/runs/7?failing=unique").body
        #expect(!shown.contains("data-live") && !shown.contains("http-equiv=\"refresh\"") && shown.contains("42}"))
        #expect(shown.contains("href=\"/runs/7\"") && shown.contains("id=\"failing\""))
        let csv = try await door.send(.get, "/runs/7?failing=unique&export=checks").body
        #expect(csv.contains("unique,failed") && !csv.contains("42"))
        #expect(asked.withLock { $0 } == [[], ["unique"], []])
        let refused = try await door.send(.get, "/runs/7?failing=others")
        #expect(refused.status == 200 && refused.body.contains("It is restricted.") && !refused.body.contains("42}"))
        asked.withLock { $0 = [] }
        #expect(try await door.send(.get, "/api/v1/runs/7").body.contains("\"sample_count\":1"))
        #expect(try await door.send(.get, "/api/v1/runs/7?failing=unique&failing=more").body.contains("42}"))
        #expect(asked.withLock { $0 } == [[], ["unique", "more"]])
    }

    @Test("why a run's partition is as it is may be unknown; its page is there all the same")
    func unexplained() async throws {
        let door = Door(.fake { $0.pipelines.why = { _, _ in throw BasinError(.notFound, "There is no dataset.") } })
        #expect(try await door.send(.get, "/runs/7").status == 200)
    }

    @Test("squares of the grid lead to the run, or to the partition where there is none")
    func grid() async throws {
        let page = try await Door(.fake()).send(.get, "/runs/grid?owner=team-listening&q=listening")
        #expect(page.status == 200)
        #expect(page.body.contains("href=\"/runs/7\" title=\"2018-11-02 failed\""))
        #expect(page.body.contains("href=\"/datasets/listening/partitions/2018-11-03\" title=\"2018-11-03 waiting\""))
        let csv = try await Door(.fake()).send(.get, "/runs/grid?export=datasets")
        #expect(csv.body.contains("listening_daily,team-listening,high,daily,1,0,2018-11-03,waiting"))
    }

    @Test("a full page of the grid and of the timeline is small")
    func small() async throws {
        let door = Door(
            .fake { services in
                services.pipelines.grid = { _, _, page, rows in
                    RunGrid(
                        at: "2018-11-04T00:00:00Z",
                        rows: (0..<rows).map { number in
                            RunGrid.Row(
                                dataset: "a_dataset_with_a_name_of_some_length_\(number)", owner: "team-listening", tier: "high", granularity: "hour",
                                isPaused: false, failed: 1, stale: 2,
                                partitions: (0..<30).map { PartitionSummary(partition: "2018-11-03T\(10 + $0)", state: "published", run: 1_000_000 + $0) })
                        }, total: 100_000, page: page, rowsOfPage: rows)
                }
                services.pipelines.timeline = { _, _, _, limit in
                    RunTimeline(
                        from: "2018-11-03T18:00:00Z", to: "2018-11-04T06:00:00Z",
                        runs: (0..<limit).map { Self.run(1_000_000 + $0, "a_dataset_with_a_name_of_some_length_\($0)") }, isCut: true)
                }
            })
        for path in ["/runs/grid", "/runs/timeline", "/runs"] {
            let page = try await door.send(.get, path)
            #expect(page.status == 200)
            #expect(page.body.utf8.count < 200_000, "\(path): \(page.body.utf8.count)")
        }
    }

    @Test("bars of the timeline lead to their runs")
    func timeline() async throws {
        let door = Door(
            .fake { services in
                services.pipelines.timeline = { _, from, hours, _ in
                    #expect(from == "2018-11-04T00:00:00Z" && hours == 24)
                    return RunTimeline(from: "2018-11-04T00:00:00Z", to: "2018-11-05T00:00:00Z", runs: [Self.run(7), Self.run(8, Self.hostile)], isCut: false)
                }
            })
        let page = try await door.send(.get, "/runs/timeline?from=2018-11-04T00:00:00Z&hours=24")
        #expect(page.status == 200 && page.body.contains("<svg") && page.body.contains("href=\"/runs/8\"") && !page.body.contains("<script>alert"))
    }

    @Test("forms do what they say and lead to what shows it")
    func forms() async throws {
        let done = Mutex<[String]>([])
        let door = Door(
            .fake { services in
                services.pipelines.start = { request, person in
                    done.withLock { $0.append("start \(request.dataset) \(request.partition) \(person.name)") }
                    return Self.run(8)
                }
                services.pipelines.changeBackfill = { id, change, _ in
                    done.withLock { $0.append("\(change) \(id)") }
                    return try await PipelineServices.fake.backfill(id)
                }
            })
        let begun = try await door.submit("/runs", "dataset=listening_daily&partition=2018-11-03")
        #expect(begun.status == 303 && begun.headers[.location] == "/runs/8")
        #expect(try await door.submit("/runs/7/rerun", "").headers[.location] == "/runs/8")
        #expect(try await door.submit("/runs/7/cancel", "").headers[.location] == "/runs/7")
        #expect(try await door.submit("/backfills", "dataset=d&from=2018-11-01&to=2018-12-01&concurrency=4&order=newest").headers[.location] == "/backfills/2")
        #expect(try await door.submit("/backfills/1/pause", "").headers[.location] == "/backfills/1")
        #expect(try await door.submit("/runs", "dataset=listening_daily").status == 400)
        let all = done.withLock { $0 }
        #expect(all.count == 2 && all[0].hasPrefix("start listening_daily 2018-11-03") && all[1] == "pause 1")
    }

    @Test("backfills tell how far they are, and who may not develop gets no buttons")
    func backfills() async throws {
        let page = try await Door(.fake()).send(.get, "/backfills/1")
        #expect(page.status == 200 && page.body.contains("<progress") && page.body.contains("/backfills/1/pause"))
        let viewer = Door(.fake { $0.authenticate = { _ in Principal(name: "anna", permissions: [.find]) } })
        for path in ["/backfills", "/backfills/1", "/runs", "/runs/7"] {
            let page = try await viewer.send(.get, path)
            #expect(page.status == 200 && !page.body.contains("method=\"post\" action=\"/backfills") && !page.body.contains("method=\"post\" action=\"/runs"))
        }
    }
}

extension Door {
    /// As a form of a page sends it.
    func submit(_ path: String, _ fields: String) async throws -> Answer {
        try await send(.post, path, headers: [.contentType: "application/x-www-form-urlencoded"], body: Array(fields.utf8))
    }
}
