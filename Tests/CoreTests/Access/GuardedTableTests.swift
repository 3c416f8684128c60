import BasinCore
import Testing

@Suite struct GuardedTableTests {
    private static let now = Timestamp(microseconds: 1_000_000_000)

    private static func table(_ access: DataAccess = .open) -> GuardedTable {
        GuardedTable(
            id: 7, name: "ticket", owner: "team-support", access: access,
            columns: [
                .init(name: "country", classification: .none, isSealed: false),
                .init(name: "user_id", classification: .pseudonymous, isSealed: false),
                .init(name: "email", classification: .personal, isSealed: true, purposes: ["support"]),
                .init(name: "nickname", classification: .personal, isSealed: true),
                .init(name: "illness", classification: .sensitive, isSealed: true),
            ])
    }

    private static func person(_ roles: [Role], teams: Set<String> = []) -> Principal {
        Principal(name: "anna", permissions: roles.reduce(into: []) { $0.formUnion($1.permissions) }, teams: teams, token: "laptop")
    }

    private static func grant(
        _ classification: Classification, to grantee: Grant.Grantee = .account("anna"), dataset: UInt32? = 7,
        purpose: String = "support", days: Int64 = 1, revoked: Bool = false
    ) -> Grant {
        Grant(
            grantee: grantee, datasetID: dataset, classification: classification, purpose: purpose, grantedBy: "otto",
            grantedAt: now + .seconds(-60), until: now + .seconds(days * 86_400), revokedAt: revoked ? now : nil)
    }

    @Test("no role opens a value, and none reads a restricted dataset but its owner's and admins", arguments: Role.allCases)
    func roles(_ role: Role) {
        let person = Self.person([role])
        #expect(Self.table().reading(of: person, [], for: "support", at: Self.now) == .init(rows: .all))
        let restricted = Self.table(DataAccess(isRestricted: true))
        #expect((restricted.reading(of: person, [], at: Self.now) != nil) == (role == .admin))
        #expect(restricted.reading(of: Self.person([role], teams: ["team-support"]), [], at: Self.now) != nil)
    }

    @Test(
        "a grant opens what it is for, for its purpose, and no more",
        arguments: [
            (grant(.personal), "support", ["email", "nickname"]),
            (grant(.personal), "research", []),
            (grant(.personal, purpose: "research"), "research", ["nickname"]),
            (grant(.sensitive), "support", ["email", "illness", "nickname"]),
            (grant(.none), "support", []),
            (grant(.sensitive, dataset: nil), "support", ["email", "illness", "nickname"]),
            (grant(.sensitive, dataset: 8), "support", []),
            (grant(.sensitive, to: .account("otto")), "support", []),
            (grant(.sensitive, to: .team("team-money")), "support", []),
            (grant(.sensitive, days: 0), "support", []),
            (grant(.sensitive, revoked: true), "support", []),
        ] as [(Grant, String, [String])])
    func grants(_ grant: Grant, _ purpose: String, _ opened: [String]) {
        let reading = Self.table().reading(of: Self.person([.analyst]), [grant], for: purpose, at: Self.now)
        #expect(reading?.opened.sorted() == opened)
        #expect(Self.table().reading(of: Self.person([.analyst]), [grant], at: Self.now)?.opened == [])
    }

    @Test(
        "a grant that would open nothing for its purpose is told so, with the purposes that there are",
        arguments: [
            (["email"], .personal, "marketing", false), (["email"], .sensitive, "marketing", false),
            (["email"], .personal, "support", true), (["email"], .none, "marketing", true),
            // A field that names none opens for any, if the grant reaches it.
            (["email", "nickname"], .personal, "marketing", true), (["email", "illness"], .personal, "marketing", false),
            (["email", "illness"], .sensitive, "marketing", true), (["country", "user_id"], .personal, "marketing", true),
        ] as [(Set<String>, Classification, String, Bool)])
    func purposes(_ columns: Set<String>, _ classification: Classification, _ purpose: String, _ isOfUse: Bool) {
        var table = Self.table()
        table.columns.removeAll { !columns.contains($0.name) }
        switch Result(catching: { try table.requireUse(of: purpose, opening: classification) }) {
        case .success: #expect(isOfUse)
        case .failure(let error):
            let told = error as? BasinError
            #expect(!isOfUse && told?.code == .invalid && told?.message.contains("support") == true)
        }
    }

    @Test("what SQL copied may open for any purpose, since each value is asked where it is from")
    func copied() throws {
        var table = Self.table()
        table.columns = [.init(name: "address", classification: .pseudonymous, isSealed: true, purposes: nil)]
        try table.requireUse(of: "marketing", opening: .personal)
    }

    @Test(
        "who reads all that they ask for, for as long as they ask, asks for nothing",
        arguments: [
            // Everybody's rows, one's own team's, an admin's; not a stranger's, nor who may not query.
            (.open, [.analyst], [], [], .none, true), (.open, [.viewer], [], [], .none, false),
            (DataAccess(isRestricted: true), [.analyst], ["team-support"], [], .none, true),
            (DataAccess(isRestricted: true), [.admin], [], [], .none, true),
            (DataAccess(isRestricted: true), [.analyst], ["team-money"], [], .none, false),
            (DataAccess(rows: [.init(teams: ["team-money"], condition: "true")]), [.analyst], ["team-money"], [], .none, false),
            // No role and no team opens values; a grant does, for its purpose, its classification and its time.
            (.open, [.admin], ["team-support"], [], .personal, false), (.open, [.analyst], [], [grant(.personal, days: 9)], .personal, true),
            (.open, [.analyst], [], [grant(.personal, purpose: "research", days: 9)], .personal, false),
            (.open, [.analyst], [], [grant(.personal, days: 9)], .sensitive, false),
            (.open, [.analyst], [], [grant(.personal, days: 2)], .personal, false),
            (DataAccess(isRestricted: true), [.analyst], [], [grant(.none, days: 9)], .none, true),
            (DataAccess(isRestricted: true), [.analyst], [], [grant(.none, days: 2)], .none, false),
        ] as [(DataAccess, [Role], Set<String>, [Grant], Classification, Bool)])
    func needless(
        _ access: DataAccess, _ roles: [Role], _ teams: Set<String>, _ grants: [Grant], _ classification: Classification, _ isHeld: Bool
    ) {
        let request = AccessRequest(
            account: "anna", datasetID: 7, classification: classification, purpose: "support", reason: "A ticket.", days: 7,
            askedAt: Self.now)
        let asked = Result { try Self.table(access).requireNeed(of: request, by: Self.person(roles, teams: teams), grants, at: Self.now) }
        switch asked {
        case .success: #expect(!isHeld)
        case .failure(let error): #expect(isHeld && (error as? BasinError)?.code == .conflict)
        }
    }

    @Test("where no value is masked there is none to be opened")
    func nothingMasked() {
        var table = Self.table()
        table.columns.removeAll(where: \.isSealed)
        let request = AccessRequest(
            account: "anna", datasetID: 7, classification: .personal, purpose: "support", reason: "A ticket.", days: 7,
            askedAt: Self.now)
        #expect(throws: BasinError.self) { try table.requireNeed(of: request, by: Self.person([.analyst]), [], at: Self.now) }
    }

    @Test("two grants do not add up to what neither gives")
    func together() {
        let both = [Self.grant(.personal, purpose: "support"), Self.grant(.sensitive, dataset: 8, purpose: "support")]
        let reading = Self.table().reading(of: Self.person([.analyst]), both, for: "support", at: Self.now)
        #expect(reading?.opened == ["email", "nickname"])
    }

    @Test("a restricted dataset lets in by a grant of its own only")
    func restricted() {
        let table = Self.table(DataAccess(isRestricted: true))
        let person = Self.person([.analyst])
        #expect(table.reading(of: person, [Self.grant(.none)], at: Self.now) != nil)
        #expect(table.reading(of: person, [Self.grant(.sensitive, dataset: nil)], at: Self.now) == nil)
        #expect(table.reading(of: person, [Self.grant(.none, dataset: 8)], at: Self.now) == nil)
        #expect(table.reading(of: person, [Self.grant(.none, revoked: true)], at: Self.now) == nil)
        #expect(table.reading(of: person, [Self.grant(.none)], at: Self.now + .seconds(86_400)) == nil)
    }

    @Test("rows are seen by the rules of one's teams, and all of them by the owner's people")
    func rows() {
        let rules = [
            DataAccess.RowRule(teams: ["team-nordic"], condition: "country = 'SE'"),
            DataAccess.RowRule(teams: ["team-nordic", "team-south"], condition: "country = 'IT'"),
        ]
        let table = Self.table(DataAccess(rows: rules))
        func rows(_ teams: Set<String>, _ roles: [Role] = [.analyst]) -> GuardedTable.Reading.Rows? {
            table.reading(of: Self.person(roles, teams: teams), [Self.grant(.sensitive)], at: Self.now)?.rows
        }
        #expect(rows([]) == .some([]))
        #expect(rows(["team-south"]) == .some(["country = 'IT'"]))
        #expect(rows(["team-nordic"]) == .some(["country = 'SE'", "country = 'IT'"]))
        #expect(rows(["team-support"]) == .all)
        #expect(rows([], [.admin]) == .all)
    }

    @Test("a token is no more than its cut: without administering, an admin reads as anybody")
    func narrow() {
        let table = Self.table(DataAccess(isRestricted: true))
        let narrow = Principal(name: "root", permissions: [.find, .query], token: "narrow")
        #expect(table.reading(of: narrow, [], at: Self.now) == nil)
    }

    @Test("nobody decides a request of their own, nor of a dataset that is none of theirs")
    func decisions() throws {
        let request = AccessRequest(
            id: 3, account: "anna", datasetID: 7, classification: .personal, purpose: "support", reason: "A ticket.", days: 30,
            askedAt: Self.now)
        func decides(_ name: String, _ roles: [Role], _ teams: Set<String> = [], _ state: AccessRequest.State = .open) -> Bool {
            var request = request
            request.state = state
            let person = Principal(name: name, permissions: Self.person(roles).permissions, teams: teams)
            return (try? request.requireDecision(by: person, owner: "team-support")) != nil
        }
        #expect(decides("otto", [.analyst], ["team-support"]))
        #expect(decides("otto", [.steward]))
        #expect(decides("otto", [.admin]))
        #expect(!decides("otto", [.analyst, .developer, .auditor, .viewer], ["team-money"]))
        #expect(!decides("anna", [.admin, .steward], ["team-support"]))
        #expect(!decides("otto", [.steward], [], .approved))
        #expect(!decides("otto", [.steward], [], .withdrawn))
    }

    @Test("who comes second is told who decided", arguments: [AccessRequest.State.approved, .refused, .withdrawn])
    func decided(_ state: AccessRequest.State) {
        let request = AccessRequest(
            id: 3, account: "anna", datasetID: 7, classification: .none, purpose: "support", reason: "A ticket.", days: 30,
            askedAt: Self.now, state: state, decidedBy: "stella", decidedAt: Self.now)
        let steward = Principal(name: "otto", permissions: Self.person([.steward]).permissions)
        let error = #expect(throws: BasinError.self) { try request.requireDecision(by: steward, owner: "team-support") }
        #expect(error?.code == .conflict && error?.message.contains("stella") == true)
    }

    @Test(
        "account names fit in a file, a URL and a table",
        arguments: [
            ("anna", true), ("anna.b@example.com", true), ("ci-1", true), ("", false), ("Anna", false), ("1a", false),
            ("a b", false), ("a/b", false), ("ünal", false), (String(repeating: "a", count: 64), false),
        ])
    func names(_ name: String, _ isValid: Bool) { #expect(Account.isValid(name) == isValid) }
}
