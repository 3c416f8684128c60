import BasinAPI
import BasinCore
import BasinWeb
import BasinWire
import HTTPTypes
import Synchronization
import Testing

@Suite struct OperationPagesTests {
    private static let hostile = "<script>alert(\"1\")</script>&'"

    private func post(_ door: Door, _ path: String, _ form: String) async throws -> Door.Answer {
        try await door.send(.post, path, headers: [.contentType: "application/x-www-form-urlencoded"], body: Array(form.utf8))
    }

    @Test("audit records are filtered and paged by number, and hostile text is text")
    func audit() async throws {
        let door = Door(
            .fake {
                $0.access.auditRecords = { person, object, action, before, limit in
                    #expect(person == "anna" && object == "songs" && action == "read" && before == 500)
                    let records = (0..<limit).map {
                        AuditLine(
                            number: 499 - $0, at: "2018-11-03T00:00:00Z", person: Self.hostile, action: "read", object: Self.hostile,
                            outcome: "refused", details: [Self.hostile: Self.hostile])
                    }
                    return AuditAnswer(records: records, next: 400, lookedBackTo: "2018-11-03T00:00:00Z")
                }
            })
        let page = try await door.send(.get, "/audit?person=anna&object=songs&action=read&before=500").body
        #expect(!page.contains("<script>") && page.contains("refused"))
        #expect(page.contains("person=anna&amp;object=songs&amp;action=read&amp;before=400"))
        #expect(page.contains("href=\"/api/v1/audit/export\""))
        let csv = try await door.send(.get, "/audit?person=anna&object=songs&action=read&before=500&export=audit").body
        #expect(csv.split(separator: "\r\n").count == 101)
        #expect(try await door.send(.get, "/audit?before=x").status == 400)
        // There is no newer page than the last number.
        let last = try await Door(.fake()).send(.get, "/audit?before=\(Int.max)")
        #expect(last.status == 200 && !last.body.contains(">Newer<") && !last.body.contains(">Older<"))
    }

    @Test("where nothing was found so far, the page says how far it looked, and goes on from there")
    func rare() async throws {
        let door = Door(
            .fake {
                $0.access.auditRecords = { _, _, _, _, _ in AuditAnswer(records: [], next: 900, lookedBackTo: "2018-11-03T07:00:00Z") }
            })
        let page = try await door.send(.get, "/audit?person=anna").body
        #expect(page.contains("2018-11-03") && page.contains("href=\"/audit?person=anna&amp;before=900\""))
    }

    @Test("verification says plainly whether the log is whole, and gives the head to keep")
    func verdict() async throws {
        let door = Door(
            .fake {
                $0.access.verifyAudit = { head in
                    AuditVerification(
                        records: 7, head: "7:ab", isWhole: head == nil, problems: head == nil ? [] : ["Record 3 was changed. \(Self.hostile)"])
                }
            })
        let good = try await door.send(.get, "/audit/verify").body
        #expect(good.contains("The audit log is whole") && good.contains("7:ab"))
        let bad = try await door.send(.get, "/audit/verify?head=5:cd").body
        #expect(bad.contains("not what was written down") && bad.contains("Record 3 was changed.") && !bad.contains("<script>"))
    }

    @Test("costs are shown by who answers, with the month before; accounts are for who may audit; asked again soon, they are known")
    func cost() async throws {
        let asked = Mutex(0)
        let used = UsageSummary(
            runs: 1, queries: 2, cpuMicroseconds: 3_000_000, bytesRead: 4, bytesWritten: 5, byteDays: 6, gbMonths: "7.25", cost: "12.5")
        func door(_ permissions: Set<Permission>) -> Door {
            Door(
                .fake { services in
                    services.authenticate = { _ in Principal(name: "anna", permissions: permissions, token: "t") }
                    services.cost.cost = { by, month, _ in
                        asked.withLock { $0 += 1 }
                        return CostAnswer(
                            by: by ?? "team", month: month ?? "2018-11", isOpen: month == nil, currency: "EUR",
                            lines: [CostLine(name: Self.hostile, used: used, before: used)], total: CostLine(used: used, before: used))
                    }
                })
        }
        let auditor = door([.find, .audit]), finder = door([.find])
        let page = try await auditor.send(.get, "/cost?by=account&month=2018-10").body
        #expect(page.contains("EUR") && page.contains("12.5") && !page.contains("<script>"))
        #expect(page.contains("/cost?by=account&amp;month=2018-09") && page.contains("/cost?by=account&amp;month=2018-11"))
        #expect(try await auditor.send(.get, "/cost?by=account&month=2018-10").status == 200)
        #expect(asked.withLock { $0 } == 1)
        #expect(try await finder.send(.get, "/cost?by=account").status == 403)
        #expect(try await finder.send(.get, "/cost?by=moon").status == 400)
        #expect(try await !finder.send(.get, "/cost").body.contains("By account"))
    }

    @Test("what is kept of a month is not taken for the next one's")
    func turnOfMonth() async throws {
        let turn = try #require(Partition("2018-12", .month)).start
        let now = Mutex(turn + .seconds(-10)), asked = Mutex(0)
        let door = Door(
            .fake { services in
                let cost = services.cost.cost
                services.pages.now = { now.withLock { $0 } }
                services.cost.cost = { by, month, person in
                    asked.withLock { $0 += 1 }
                    return try await cost(by, month, person)
                }
            })
        for (seconds, expected) in [(-10, 1), (-1, 1), (1, 2), (2, 2)] as [(Int64, Int)] {
            now.withLock { $0 = turn + .seconds(seconds) }
            #expect(try await door.send(.get, "/cost").status == 200)
            #expect(asked.withLock { $0 } == expected, "\(seconds) s")
        }
    }

    @Test("unread datasets come with their saving and what to write")
    func unread() async throws {
        let door = Door(
            .fake {
                $0.cost.unread = { days in
                    UnreadAnswer(
                        days: days, countedSince: "2018-01-01", isKnown: true, currency: "EUR",
                        datasets: [
                            UnreadDataset(
                                name: "old", kind: "pipeline", owner: "team-growth", readers: [], bytes: 10, cpuMicroseconds: 0, saving: "2.5",
                                cautions: [], proposal: "Set `retention: 1d` in datasets/old.yaml and apply.")
                        ])
                }
            })
        let page = try await door.send(.get, "/cost/unread?days=30").body
        #expect(page.contains("2.5") && page.contains("<code><bdi>retention: 1d</bdi></code>"))
        #expect(try await door.send(.get, "/cost/unread?days=0").status == 400)
    }

    @Test("settings show health to everybody, and write keys to who administers; what fails is left out")
    func settings() async throws {
        let all = Door(
            .fake {
                $0.keys = { [KeySummary(name: "web", createdAt: "2018-11-01T00:00:00Z", limit: "10/s")] }
                $0.incidents = { _ in throw BasinError(.unavailable, "Not now.") }
            })
        let page = try await all.send(.get, "/settings").body
        #expect(page.contains("0.1.0") && page.contains("takes events") && page.contains("href=\"/settings/keys\""))
        #expect(page.contains("href=\"/runs?state=failed\""), "incidents hold no runs")
        let finder = Door(.fake { $0.authenticate = { _ in Principal(name: "anna", permissions: [.find], token: "t") } })
        #expect(try await !finder.send(.get, "/settings").body.contains("/settings/keys"))
        #expect(try await finder.send(.get, "/settings/keys").status == 403)
    }

    @Test("a new key's secret is in the answer to the form and nowhere else; limits and revoking go back to the keys")
    func keys() async throws {
        let done = Mutex<[String]>([])
        let door = Door(
            .fake { services in
                services.createKey = { request in
                    done.withLock { $0.append("create \(request.name) \(request.limit ?? "-") \(request.quota ?? "-")") }
                    return CreatedKey(name: request.name, key: "basin_wk_secret")
                }
                services.limitKey = { name, limits in done.withLock { $0.append("limit \(name) \(limits.limit ?? "-")") } }
                services.revokeKey = { name in done.withLock { $0.append("revoke \(name)") } }
            })
        let made = try await post(door, "/settings/keys", "name=web&limit=10%2Fs&quota=")
        #expect(made.status == 200 && made.body.contains("basin_wk_secret"))
        #expect(made.headers[.cacheControl] == "no-store" && made.headers[.location] == nil)
        #expect(try await !door.send(.get, "/settings/keys").body.contains("basin_wk_secret"))
        for (path, form) in [("/settings/limits", "name=web&limit=&quota="), ("/settings/revoke", "name=web")] {
            let answer = try await post(door, path, form)
            #expect(answer.status == 303 && answer.headers[.location] == "/settings/keys")
        }
        #expect(done.withLock { $0 } == ["create web 10/s -", "limit web -", "revoke web"])
        let empty = try await post(door, "/settings/keys", "name=")
        #expect(empty.status == 400 && empty.body.contains("<h1>"))
    }
}
