import BasinCore
package import BasinWire

/// What one may read of a dataset, who else may, and how to ask for more.
package enum DatasetAccessPage {
    package static func page(_ detail: DatasetDetail, _ access: DatasetAccess, for visitor: Visitor) -> Page {
        DatasetFrame.page(
            detail, tab: .access, for: visitor,
            body: "\(now(detail, access, visitor))\(sealed(access))\(requests(access, visitor))\(ask(detail, access))\(grants(access, visitor))")
    }

    private static func now(_ detail: DatasetDetail, _ access: DatasetAccess, _ visitor: Visitor) -> HTML {
        let owner = HTML.link(detail.summary.owner, to: .team(detail.summary.owner))
        let rows: HTML =
            switch access.rows {
            case "all": "\(Standing.good.badge("all rows")) You may read every row."
            case "some": "\(Standing.warning.badge("some rows")) You may read the rows that a rule of \(owner) gives your teams."
            default: "\(Standing.off.badge("no rows")) It is restricted: only \(owner) and who has a grant may read it. Ask below."
            }
        let query: HTML? = visitor.may(.query)
            ? nil
            : HTML.notice(
                .warning,
                "<p>Your account may find data, not query it. Somebody who administers accounts can change that.</p>")
        let conditions: HTML? =
            access.rows == "some"
            ? (access.conditions.isEmpty
                ? HTML.note("No rule is for one of your teams, so there is no row that you see.")
                : HTML.snippet("You see the rows for which one of these is true", access.conditions.joined(separator: "\n")))
            : nil
        let teams: HTML? =
            access.rowTeams.isEmpty
            ? nil : "<p>Rules for rows are there for \(HTML(access.rowTeams.map { HTML.link($0, to: .team($0)) }, between: ", ")). People of other teams see none; the owner's see all.</p>\n"
        return HTML.section("now", "What you may read now", "\(query)<p>\(rows)</p>\n\(conditions)\(teams)")
    }

    private static func sealed(_ access: DatasetAccess) -> HTML {
        guard !access.sealed.isEmpty else {
            return HTML.section("values", "Masked values", HTML.note("No column holds sealed values: what you may read, you see as it is."))
        }
        let rows = access.sealed.map { column -> [Cell] in
            let may = column.purposes.map { $0.isEmpty ? "any" : $0.joined(separator: ", ") } ?? "those of each value's own field"
            let opens: HTML = column.opens.isEmpty
                ? HTML.quiet("masked") : Standing.good.badge("opens for \(column.opens.joined(separator: ", "))")
            return [
                .code(column.name), Cell(HTML.classification(column.classification), value: column.classification), .text(may),
                Cell(opens, value: column.opens.isEmpty ? "masked" : column.opens.joined(separator: " ")),
            ]
        }
        let table = DataTable(
            "sealed", "Columns with masked values",
            columns: [.text("Column"), .text("Says of a person"), .wide("May be opened for"), .text("For you")],
            rows: rows, empty: "None.", hidesCaption: true)
        return HTML.section(
            "values", "Masked values",
            about: "Values of these are masked, until a query names the purpose of a grant (<code>basin query --purpose …</code>).",
            "\(table)")
    }

    private static func requests(_ access: DatasetAccess, _ visitor: Visitor) -> HTML {
        guard !access.requests.isEmpty else { return .none }
        let rows = access.requests.map { request -> [Cell] in
            [
                .link("request \(request.id)", to: Address("access", "requests", String(request.id))), .state(request.state),
                .link(request.account, to: .person(request.account)), .word(request.classification), .name(request.purpose),
                .ago(request.askedAt, visitor.moment), .text(request.answer),
            ]
        }
        let table = DataTable(
            "requests", "Requests",
            columns: [
                .text("Request"), .text("State"), .text("Who"), .text("Opens up to"), .text("Purpose"), .text("Asked"),
                .wide("Answer"),
            ],
            rows: rows, empty: "None.", hidesCaption: true)
        return HTML.section("asked", "Requests", "\(table)")
    }

    private static func ask(_ detail: DatasetDetail, _ access: DatasetAccess) -> HTML {
        let purposes = Set(access.sealed.flatMap { $0.purposes ?? [] }).sorted()
        let form = Form(
            .post, DatasetTab.access.address(detail.summary.name), "Ask for access",
            fields: [
                Form.choice(
                    "classification", "What you need to see",
                    [
                        ("none", "rows, with personal values masked"), ("pseudonymous", "up to pseudonymous values"),
                        ("personal", "up to personal values"), ("sensitive", "up to sensitive values"),
                    ], chosen: access.rows == "ask" ? "none" : "personal", help: "Ask for no more than you need."),
                Form.text(
                    "purpose", "Purpose", placeholder: "e.g. support", help: "One word, as fields name their purposes; queries name it.",
                    isRequired: true, list: purposes),
                Form.area("reason", "Why", help: "Whoever decides knows nothing else of it.", isRequired: true),
                Form.choice(
                    "days", "For how long",
                    [("7", "a week"), ("30", "a month"), ("90", "three months"), ("365", "a year")], chosen: "30"),
            ])
        return HTML.section(
            "ask", "Ask for more",
            about: "\(HTML.link(detail.summary.owner, to: .team(detail.summary.owner))) decides. What was asked, decided and read is written down.",
            "\(form)")
    }

    private static func grants(_ access: DatasetAccess, _ visitor: Visitor) -> HTML {
        let rows = access.grants.map { grant -> [Cell] in
            let who: Cell = grant.account.map { .link($0, to: .person($0)) } ?? grant.team.map { .link($0, to: .team($0)) } ?? .none
            return [
                who, .state(grant.state), .word(grant.classification), .name(grant.purpose), .text(grant.reason),
                .link(grant.grantedBy, to: .person(grant.grantedBy)), .ago(grant.until, visitor.moment),
            ]
        }
        let seesAll = visitor.may(.govern) || visitor.may(.audit)
        let table = DataTable(
            "grants", "Grants",
            columns: [
                .text("For"), .text("State"), .text("Opens up to"), .text("Purpose"), .wide("Why"), .text("Given by"),
                .text("Until"),
            ],
            rows: rows, empty: seesAll ? "Nobody has a grant for this dataset." : "You and your teams have no grant for this dataset.",
            hidesCaption: true)
        return HTML.section(
            "grants-on", "Grants",
            about: seesAll
                ? "Those that name this dataset; the latest first, 200 at most."
                : "Yours and your teams'. Who governs or audits sees all.",
            "\(table)")
    }
}
