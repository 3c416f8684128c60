import BasinCore
import BasinWeb
import BasinWire

/// Pages about accounts.
enum PeoplePages {
    static func routes(_ services: Services) -> [Route] { [list(services), person(services), create(services), change(services)] + ends(services) }

    private static let rowsOfPage = 200

    /// As `GET /api/v1/accounts`: who makes accounts is not by that who reads everybody's.
    private static func seesAccounts(_ person: Principal) -> Bool { person.may(.audit) }

    private static func list(_ services: Services) -> Route {
        .page(
            "/people", .find, "Accounts, for who audits.",
            query: [QueryParameter(name: "q", description: "Only those with this in their name, a role or a team.")], services
        ) { request in
            let accounts = seesAccounts(request.person) ? try await services.access.accounts() : nil
            let rows = try request.item("export") == nil ? rowsOfPage : Int.max
            return PeoplePage.page(accounts, text: try request.item("q"), rows: rows, for: request.visitor)
        }
    }

    private static func person(_ services: Services) -> Route {
        .page("/people/{name}", .find, "One person: roles, teams, grants, tokens, what they know.", services) { request in
            let name = try request.parameter("name"), asking = request.person
            async let found = known(name, asking, services)
            async let granted = services.access.grants(asking)
            let account = seesAccounts(asking) ? try await services.access.accounts().first { $0.name == name } : nil
            let hit = await found
            // Whoever may not see accounts is not told which there are: every name that one could have has a page.
            let isUntold = !seesAccounts(asking) && Account.isValid(name)
            guard account != nil || hit != nil || name == asking.name || isUntold || Account.reservedNames.contains(name) else {
                throw BasinError(.notFound, "There is nobody named \(name.prefix(80)) whom you may see.")
            }
            let teams = Set(account?.teams ?? (name == asking.name ? asking.teams.sorted() : []))
            let grants = try await granted.filter { $0.account == name || $0.team.map(teams.contains) ?? false }
            let seesTokens = asking.may(.audit) || asking.may(.administer) || name == asking.name
            let tokens = seesTokens ? try await services.access.tokens(asking).filter { $0.account == name } : nil
            return PersonPage.page(
                PersonPage.Person(name: name, account: account, known: hit, grants: grants, tokens: tokens), for: request.visitor)
        }
    }

    /// What the catalog says of somebody; nil where it says nothing, or cannot now.
    private static func known(_ name: String, _ asking: Principal, _ services: Services) async -> SearchHit? {
        let request = SearchRequest(text: name, kinds: ["person"], limit: 20)
        return try? await services.catalog.search(request, asking).hits.first { $0.kind == "person" && $0.name == name }
    }

    private static func create(_ services: Services) -> Route {
        .form("/people", .administer, "Make an account.", fields: ["name", "kind", "role", "teams"], services) { request, fields in
            let asked = AccountRequest(
                name: try fields.require("name"), kind: try fields.text("kind"), roles: fields.all("role"), teams: try words(fields.text("teams")))
            request.door.notes.add("account", asked.name)
            request.door.notes.add("roles", asked.roles.joined(separator: " "))
            request.door.notes.add("teams", asked.teams.joined(separator: " "))
            return .person(try await services.access.createAccount(asked).name)
        }
    }

    private static func change(_ services: Services) -> Route {
        .form("/people/{name}", .administer, "Change an account's roles and teams.", fields: ["role", "teams"], services) { request, fields in
            let change = AccountChange(roles: fields.all("role"), teams: try words(fields.text("teams")))
            return try await changed(request, change, services)
        }
    }

    private static func ends(_ services: Services) -> [Route] {
        [
            .form("/people/{name}/disable", .administer, "Disable an account, and end its tokens for good.", fields: [], services) { request, _ in
                try await changed(request, AccountChange(disabled: true), services)
            },
            .form("/people/{name}/enable", .administer, "Enable an account again.", fields: [], services) { request, _ in
                try await changed(request, AccountChange(disabled: false), services)
            },
            .form("/people/{name}/password", .administer, "Set an account's password, which ends its tokens.", fields: ["password"], services) {
                request, fields in
                let name = try request.parameter("name")
                try await services.access.setPassword(name, PasswordRequest(password: try fields.secret("password")), request.person)
                return .person(name)
            },
        ]
    }

    private static func changed(_ request: PageRequest, _ change: AccountChange, _ services: Services) async throws -> Address {
        request.door.notes.add("roles", change.roles?.joined(separator: " "))
        request.door.notes.add("teams", change.teams?.joined(separator: " "))
        request.door.notes.add("disabled", change.disabled.map { String($0) })
        return .person(try await services.access.changeAccount(request.parameter("name"), change, request.door.precondition).name)
    }

    /// Names with spaces or commas between them.
    private static func words(_ text: String?) -> [String] {
        (text ?? "").split { $0.isWhitespace || $0 == "," }.map { String($0) }
    }
}
