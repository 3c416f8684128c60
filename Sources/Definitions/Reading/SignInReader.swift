package import BasinCore
import Yams

/// Reads the file that `basin up --oidc-config` names. It reads no other file and asks nobody.
package struct SignInReader {
    private var file: DefinitionFile

    private init(_ path: String) { file = DefinitionFile(path: path) }

    /// - Throws: `.definition`, with everything that is wrong.
    package static func read(_ text: String, path: String) throws -> SignInSettings {
        var reader = SignInReader(path)
        let settings = reader.file.compose(text).flatMap { reader.settings($0) }
        guard let settings, reader.file.problems.isEmpty else {
            throw BasinError(.definition, reader.file.problems.map(\.description).joined(separator: "\n"))
        }
        return settings
    }

    private static let shape = "write `url:`, and under `issuers:` a name with issuer and client_id for each"

    private mutating func settings(_ root: Node) -> SignInSettings? {
        guard let keys = file.entries(of: root, "the file", remedy: Self.shape, allowed: ["url", "api_audience", "issuers"])
        else { return nil }
        guard let url = keys["url"], let list = keys["issuers"] else {
            file.report(root.place, "the file has no url, or no issuers", Self.shape)
            return nil
        }
        let remedy = "give the address in people's browsers, as https://basin.example.com; http for this machine only"
        var urlText = file.text(url, "the url", remedy: remedy) ?? ""
        if urlText.hasSuffix("/") { urlText.removeLast() }
        guard let address = WebAddress(urlText), address.query == nil, address.path.isEmpty,
            address.isSecure || address.isLoopback
        else {
            file.report(url.place, "the url is not one that can be used", remedy)
            return nil
        }
        var settings = SignInSettings(url: address, urlText: urlText, issuers: [])
        settings.apiAudience = keys["api_audience"].flatMap { file.text($0, "api_audience", remedy: "name Basin as tokens do") }
        for entry in file.entries(of: list.value, "issuers", remedy: Self.shape) ?? [] {
            guard let issuer = issuer(entry) else { continue }
            settings.issuers.append(issuer)
        }
        if settings.issuers.isEmpty { file.report(list.place, "no issuer can be used", Self.shape) }
        check(settings, list.place)
        return settings
    }

    private mutating func check(_ settings: SignInSettings, _ place: Place?) {
        if Set(settings.issuers.map(\.issuer)).count < settings.issuers.count {
            file.report(place, "one issuer is there twice", "remove one")
        }
        for issuer in settings.issuers where issuer.acceptsTokens {
            if settings.apiAudience == nil {
                file.report(place, "\(issuer.name) has accept_tokens, and there is no api_audience", "say whom tokens are for")
            } else if settings.apiAudience == issuer.clientID {
                file.report(
                    place, "api_audience is the client_id of \(issuer.name), so that what a browser got would do for a service",
                    "give the API a name of its own at the issuer")
            }
        }
    }

    private static let keys = [
        "issuer", "client_id", "client_secret_file", "account", "groups", "roles", "teams", "new_accounts", "adopt", "domains",
        "hosts", "scopes", "allow_private", "accept_tokens",
    ]

    private mutating func issuer(_ entry: Entry) -> SignInIssuer? {
        let what = "the issuer \(quoted(entry.key))"
        if !Name.isValidTeam(entry.key) { file.report(entry.place, "\(what) has no name that can be used", Name.rule) }
        guard let keys = file.entries(of: entry.value, what, remedy: Self.shape, allowed: Self.keys) else { return nil }
        let remedy = "give it as the issuer's own document does, as https://login.example.com; http for this machine only"
        guard let url = keys["issuer"], let id = keys["client_id"],
            let text = file.text(url, "the issuer's URL", remedy: remedy),
            let clientID = file.text(id, "the client_id", remedy: "give the name that the issuer knows Basin by")
        else {
            file.report(entry.place, "\(what) has no issuer or no client_id", remedy)
            return nil
        }
        guard let address = WebAddress(text), address.query == nil, address.isSecure || address.isLoopback else {
            file.report(url.place, "the issuer's URL is not one that can be used", remedy)
            return nil
        }
        var issuer = SignInIssuer(name: entry.key, issuer: text, address: address, clientID: clientID)
        issuer.clientSecretFile = keys["client_secret_file"].flatMap {
            file.text($0, "client_secret_file", remedy: "name a file that holds the secret and nothing else")
        }
        readPeople(keys, &issuer)
        readTrust(keys, &issuer)
        return issuer
    }

    private mutating func readPeople(_ keys: [String: Entry], _ issuer: inout SignInIssuer) {
        if let entry = keys["account"], let claim = file.word(entry, "account", as: SignInIssuer.AccountClaim.self) {
            issuer.account = claim
        }
        if let entry = keys["groups"], let claim = file.text(entry, "groups", remedy: "name the claim that holds them") {
            issuer.groups = claim
        }
        let shape = "write a line for each group: `data-analysts: analyst`"
        if let entry = keys["roles"] {
            for group in file.entries(of: entry.value, "roles", remedy: shape) ?? [] {
                issuer.roles[group.key] = file.word(group, "the role of \(quoted(group.key))", as: Role.self)
            }
        }
        if let entry = keys["teams"] {
            for group in file.entries(of: entry.value, "teams", remedy: shape) ?? [] {
                issuer.teams[group.key] = file.text(group, "the team of \(quoted(group.key))", remedy: "name one of teams.yaml")
            }
        }
        if let entry = keys["new_accounts"] { issuer.newAccounts = file.word(entry, "new_accounts", as: Role.self) }
        if let entry = keys["adopt"] { issuer.adopts = file.flag(entry, "adopt") ?? false }
        for domain in keys["domains"].map({ file.texts($0, "domains", remedy: "write [example.com]") }) ?? [] {
            if domain.text.contains("@") || domain.text.isEmpty {
                file.report(domain.place, "\(quoted(domain.text)) is no domain", "write what stands behind the @")
            }
            issuer.domains.append(domain.text.lowercased())
        }
    }

    private mutating func readTrust(_ keys: [String: Entry], _ issuer: inout SignInIssuer) {
        for host in keys["hosts"].map({ file.texts($0, "hosts", remedy: "write [keys.example.com]") }) ?? [] {
            guard let address = WebAddress("https://" + host.text), address.path.isEmpty, address.query == nil else {
                file.report(host.place, "\(quoted(host.text)) is no host", "write it as keys.example.com, or with a port behind it")
                continue
            }
            issuer.hosts.insert(address.authority)
        }
        for scope in keys["scopes"].map({ file.texts($0, "scopes", remedy: "write [groups]") }) ?? [] {
            if !scope.text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }) || scope.text.isEmpty {
                file.report(scope.place, "\(quoted(scope.text)) is no scope", "remove it")
            }
            issuer.scopes.append(scope.text)
        }
        if let entry = keys["allow_private"] { issuer.allowsPrivate = file.flag(entry, "allow_private") ?? false }
        if let entry = keys["accept_tokens"] { issuer.acceptsTokens = file.flag(entry, "accept_tokens") ?? false }
    }
}
