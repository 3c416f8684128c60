import BasinCore
package import BasinWire

/// What is said the same on every page about who may what.
package enum AccessWords {
    package static let roles: [(value: String, about: String)] = [
        ("viewer", "finds data"), ("analyst", "and reads rows"), ("developer", "and changes definitions and pipelines"),
        ("steward", "says who may read what"), ("auditor", "reads the audit log and who may what"), ("admin", "everything, accounts too"),
    ]

    static func permission(_ word: String) -> String {
        switch Permission(rawValue: word) {
        case .find: "find data, and see how it is"
        case .query: "read rows"
        case .develop: "change definitions and what pipelines do"
        case .govern: "say who may read what"
        case .audit: "read the audit log, and see who may what"
        case .administer: "make accounts, tokens and write keys"
        case nil: word
        }
    }

    /// What a request or a grant opens, in words.
    static func opens(_ classification: String) -> HTML {
        classification == "none" ? "reading only" : HTML.classification(classification)
    }

    static func request(_ id: Int) -> Address { Address("access", "requests", String(id)) }

    /// Whether somebody may decide it: not their own, and of the owner's team or with leave to govern.
    package static func decides(_ visitor: Visitor, _ request: AccessRequestSummary) -> Bool {
        guard request.state == "open", request.account != visitor.name else { return false }
        return visitor.may(.govern) || visitor.may(.query) && visitor.teams.contains(request.owner)
    }

    /// A word that stands on one line.
    static func word(_ word: String?) -> Cell { word.map { Cell("\($0)", value: $0) } ?? .none }

    static func words(_ words: [String]) -> Cell {
        words.isEmpty ? .none : Cell(HTML(words.map { HTML.tag($0) }, between: " "), value: words.joined(separator: " "))
    }

    static func teams(_ teams: [String]) -> HTML {
        teams.isEmpty ? HTML.quiet("none") : HTML(teams.map { HTML.tag($0, to: .team($0)) }, between: " ")
    }

    /// Grants, each a line.
    /// - Parameter revokes: with a button to revoke those that are good.
    static func grants(
        _ name: String, _ caption: String, _ grants: [GrantSummary], _ moment: Moment, revokes: Bool = false, empty: HTML, note: HTML? = nil
    ) -> DataTable {
        var columns: [DataTable.Column] = [
            .text("For"), .text("Dataset"), .text("Opens"), .text("Purpose"), .text("State"), .text("Until"), .text("By"), .wide("Reason"),
        ]
        if revokes { columns.append(.text("End it")) }
        return DataTable(
            name, caption, columns: columns, rows: grants.map { row($0, moment, revokes: revokes) }, empty: empty,
            hidesCaption: true, note: note)
    }

    private static func row(_ grant: GrantSummary, _ moment: Moment, revokes: Bool) -> [Cell] {
        let grantee: Cell =
            grant.account.map { .link($0, to: .person($0)) } ?? grant.team.map { .link($0, to: .team($0)) } ?? .none
        var cells: [Cell] = [
            grantee, grant.dataset.map { .link($0, to: .dataset($0)) } ?? word("every dataset"),
            Cell(opens(grant.classification), value: grant.classification), .code(grant.purpose), .state(grant.state),
            .ago(grant.until, moment),
            .link(grant.grantedBy, to: .person(grant.grantedBy)), .text(grant.reason),
        ]
        guard revokes else { return cells }
        guard grant.state == "good" else { return cells + [.none] }
        let form = Form(.post, Address("access", "grants", String(grant.id), "revoke"), "Revoke", isDangerous: true, isInline: true)
        cells.append(Cell("\(form)", value: ""))
        return cells
    }

    /// Requests, each a line.
    static func requests(
        _ name: String, _ caption: String, _ requests: [AccessRequestSummary], _ moment: Moment, empty: HTML, note: HTML? = nil
    ) -> DataTable {
        DataTable(
            name, caption,
            columns: [
                .text("Request"), .text("Who asks"), .text("Dataset"), .text("Owner"), .text("To open"), .text("Purpose"), .text("State"),
                .text("Asked"), .wide("Reason"),
            ],
            rows: requests.map { request in
                [
                    Cell("<a href=\"\(Self.request(request.id).text)\">\(request.id)</a>", value: String(request.id)),
                    .link(request.account, to: .person(request.account)), .link(request.dataset, to: .dataset(request.dataset)),
                    .link(request.owner, to: .team(request.owner)),
                    Cell(opens(request.classification), value: request.classification), .code(request.purpose),
                    .state(request.state), .ago(request.askedAt, moment), .text(request.reason),
                ]
            }, empty: empty, hidesCaption: true, note: note)
    }
}
