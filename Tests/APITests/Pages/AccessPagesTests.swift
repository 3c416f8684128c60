import BasinAPI
import BasinCore
import BasinWire
import HTTPTypes
import Synchronization
import Testing

@Suite struct AccessPagesTests {
    private static func request(_ account: String, owner: String, state: String = "open", reason: String = "a ticket") -> AccessRequestSummary {
        AccessRequestSummary(
            id: 4, account: account, dataset: "song_played", owner: owner, classification: "personal", purpose: "support", reason: reason, days: 30,
            askedAt: "2018-11-01T00:00:00Z", state: state, decidedBy: state == "open" ? nil : "otto", decidedAt: state == "open" ? nil : "2018-11-02T00:00:00Z",
            answer: state == "open" ? nil : "Until the ticket is closed.", grant: state == "approved" ? 9 : nil)
    }

    private static func grant(_ account: String) -> GrantSummary {
        GrantSummary(
            id: 9, account: account, dataset: "song_played", classification: "personal", purpose: "support", reason: RunPagesTests.hostile, grantedBy: "otto",
            grantedAt: "2018-11-02T00:00:00Z", until: "2018-12-02T00:00:00Z", state: "good")
    }

    private static func door(_ person: Principal, requests: [AccessRequestSummary] = [], _ change: (inout Services) -> Void = { _ in }) -> Door {
        Door(
            .fake { services in
                services.authenticate = { _ in person }
                services.access.requests = { _, _ in requests }
                services.access.request = { _, _ in
                    guard let first = requests.first else { throw BasinError(.notFound, "There is no request of yours.") }
                    return first
                }
                services.access.grants = { _ in [grant("mia")] }
                change(&services)
            })
    }

    private static let owner = Principal(name: "otto", permissions: [.find, .query], teams: ["team-listening"])

    @Test("a request waits for people of the owner, never for who asks")
    func waiting() async throws {
        let asked = Self.request("mia", owner: "team-listening", reason: RunPagesTests.hostile)
        let owner = try await Self.door(Self.owner, requests: [asked]).send(.get, "/access")
        #expect(owner.status == 200 && owner.body.contains("/access/requests/4/approve") && owner.body.contains("/access/requests/4/refuse"))
        #expect(!owner.body.contains("<script>alert"))
        let mia = Principal(name: "mia", permissions: [.find, .query], teams: ["team-listening"])
        let own = try await Self.door(mia, requests: [asked]).send(.get, "/access/requests/4")
        #expect(own.status == 200 && !own.body.contains("/approve") && own.body.contains("/access/requests/4/withdraw"))
        let other = Principal(name: "anna", permissions: [.find, .query], teams: ["team-nordic"])
        let seen = try await Self.door(other, requests: [asked]).send(.get, "/access/requests/4")
        #expect(!seen.body.contains("/approve") && !seen.body.contains("/withdraw"))
    }

    @Test("a decided request tells by whom, what was said, and until when")
    func story() async throws {
        let page = try await Self.door(Self.owner, requests: [Self.request("mia", owner: "team-listening", state: "approved")]).send(.get, "/access/requests/4")
        for part in ["/people/otto", "Until the ticket is closed.", "grant 9", "2018-12-02 00:00:00 UTC"] { #expect(page.body.contains(part), "\(part)") }
        #expect(!page.body.contains("/access/requests/4/approve"))
    }

    @Test("a decision is made, written down, and shown on the request's page; one that is not theirs is a page that says so")
    func decides() async throws {
        let noted = Mutex<[AuditedAction]>([])
        let made = Mutex<[String]>([])
        let door = Self.door(Self.owner) { services in
            services.audit = { action in
                noted.withLock {
                    $0.append(action)
                    return $0.count
                }
            }
            services.access.decide = { id, decision, answer, person in
                guard id == 4 else { throw BasinError(.forbidden, "Only people of team-nordic decide request \(id).") }
                made.withLock { $0.append("\(decision) \(id) \(answer.answer ?? "-") \(person.name)") }
                return Self.request("mia", owner: "team-listening", state: "approved")
            }
        }
        let answer = try await door.submit("/access/requests/4/approve", "answer=Fine")
        #expect(answer.status == 303 && answer.headers[.location] == "/access/requests/4")
        #expect(made.withLock { $0 } == ["approve 4 Fine otto"])
        let last = try #require(noted.withLock { $0.last })
        #expect(last.outcome == .done && last.details["for"] == "mia" && last.details["grant"] == "9" && last.details["purpose"] == "support")
        let refused = try await door.submit("/access/requests/5/approve", "")
        #expect(refused.status == 403 && refused.body.contains("Only people of team-nordic decide"))
    }

    @Test("accounts are shown to who audits; others see who they are themselves")
    func people() async throws {
        let auditor = try await Self.door(Principal(name: "ada", permissions: [.find, .audit])).send(.get, "/people")
        #expect(auditor.body.contains("/people/anna") && !auditor.body.contains("action=\"/people\" class=\"fields\""))
        let csv = try await Self.door(Principal(name: "ada", permissions: [.find, .audit])).send(.get, "/people?export=accounts")
        #expect(csv.body.contains("anna,person,viewer"))
        let viewer = try await Self.door(Principal(name: "mia", permissions: [.find])).send(.get, "/people")
        #expect(viewer.status == 200 && viewer.body.contains("/people/mia") && !viewer.body.contains("/people/anna"))
        let mia = Self.door(Principal(name: "mia", permissions: [.find]))
        let other = try await mia.send(.get, "/people/anna")
        #expect(other.status == 200 && !other.body.contains("<dt>Roles</dt>"))
        #expect(try await mia.send(.get, "/people/mia").status == 200)
        #expect(try await mia.send(.get, "/people/%3Cb%3E").status == 404)
        #expect(try await Self.door(Principal(name: "ada", permissions: [.find, .audit])).send(.get, "/people/nobody").status == 404)
    }

    @Test("accounts are made and changed by forms")
    func changes() async throws {
        let asked = Mutex<[String]>([])
        let door = Self.door(.admin) { services in
            services.access.createAccount = { request in
                asked.withLock { $0.append("make \(request.name) \(request.roles) \(request.teams)") }
                return AccountSummary(name: request.name, kind: "person", roles: request.roles, teams: request.teams, createdAt: "2018-11-01T00:00:00Z", hasPassword: false)
            }
            services.access.changeAccount = { name, change, _ in
                asked.withLock { $0.append("change \(name) \(change.roles ?? []) \(change.disabled.map { "\($0)" } ?? "-")") }
                return AccountSummary(name: name, kind: "person", roles: ["viewer"], teams: [], createdAt: "2018-11-01T00:00:00Z", hasPassword: false)
            }
        }
        #expect(try await door.submit("/people", "name=mia&role=viewer&role=analyst&teams=team-a+team-b").headers[.location] == "/people/mia")
        #expect(try await door.submit("/people/mia", "role=viewer&teams=").headers[.location] == "/people/mia")
        #expect(try await door.submit("/people/mia/disable", "").headers[.location] == "/people/mia")
        #expect(
            asked.withLock { $0 } == [
                "make mia [\"viewer\", \"analyst\"] [\"team-a\", \"team-b\"]", "change mia [\"viewer\"] -", "change mia [] true",
            ])
    }

    @Test("a token's secret is in one answer, which nothing keeps")
    func token() async throws {
        let door = Self.door(Principal(name: "mia", permissions: [.find, .query]))
        let answer = try await door.submit("/account/tokens", "name=laptop&days=30&permission=find")
        #expect(answer.status == 200 && answer.body.contains("<code>secret</code>"))
        #expect(answer.headers[.cacheControl] == "no-store" && answer.headers[.location] == nil)
        #expect(try await door.submit("/account/tokens/3/revoke", "").headers[.location] == "/account?done=revoked")
        #expect(try await door.submit("/account/tokens/3/revoke", "account=anna").headers[.location] == "/people/anna")
    }

    @Test("a password that is not written the same twice is not set")
    func password() async throws {
        let count = Mutex(0)
        let door = Self.door(Principal(name: "mia", permissions: [.find])) { services in
            services.access.setPassword = { name, request, _ in
                #expect(name == "mia" && request.current == "old" && request.password == "new-and-long")
                count.withLock { $0 += 1 }
            }
        }
        #expect(try await door.submit("/account/password", "current=old&password=new-and-long&again=other").status == 400)
        #expect(try await door.submit("/account/password", "current=old&password=new-and-long&again=new-and-long").headers[.location] == "/login")
        #expect(count.withLock { $0 } == 1)
    }

    @Test(
        "a browser knows which password or name a field is for, and keeps no token",
        arguments: [
            ("/login", "account", "username"), ("/login", "password", "current-password"), ("/login", "token", "off"),
            ("/account", "token-password", "current-password"), ("/account", "current-password", "current-password"),
            ("/account", "new-password", "new-password"), ("/account", "again-password", "new-password"),
            ("/people/anna", "set-password", "new-password"), ("/search", "find", "off"),
        ])
    func filledIn(page: String, field: String, by word: String) async throws {
        let body = try await Self.door(.admin).send(.get, page).body
        let input = try #require(body.split(separator: "<input ").first { $0.hasPrefix("id=\"\(field)\"") }, "\(field)")
        #expect(input.prefix { $0 != ">" }.contains(" autocomplete=\"\(word)\""))
    }

    @Test("grants are given and revoked by who governs")
    func grants() async throws {
        let steward = Self.door(Principal(name: "sue", permissions: [.find, .govern]))
        let page = try await steward.send(.get, "/access?dataset=song_played")
        #expect(page.body.contains("/access/grants/9/revoke") && page.body.contains("value=\"song_played\""))
        #expect(try await steward.submit("/access", "account=mia&dataset=song_played&classification=personal&purpose=support&days=30").headers[.location] == "/access#grants")
        #expect(try await steward.submit("/access/grants/9/revoke", "").headers[.location] == "/access#grants")
        let viewer = Self.door(Principal(name: "mia", permissions: [.find]))
        #expect(try await !viewer.send(.get, "/access").body.contains("/access/grants/9/revoke"))
        #expect(try await viewer.submit("/access", "purpose=support").status == 403)
    }
}
