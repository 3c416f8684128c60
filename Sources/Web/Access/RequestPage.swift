package import BasinWire

/// One request for leave to read: what is asked, who decides, what was decided, and what came of it.
package enum RequestPage {
    /// - Parameter grant: what an approval gave, where it is shown to the visitor.
    package static func page(_ request: AccessRequestSummary, grant: GrantSummary?, for visitor: Visitor) -> Page {
        Page(
            "Request \(request.id)", for: visitor, in: .people, trail: [("People & access", "/people"), ("Access", "/access")],
            // What somebody writes is not put in again.
            aside: Standing.badge(request.state), refresh: request.state == "open" && !AccessWords.decides(visitor, request) ? 20 : nil,
            body: """
                \(HTML.section("asked", "What is asked", asked(request, visitor.moment)))\(decision(request, visitor))\(story(request, grant, visitor.moment))
                """)
    }

    /// What is asked, with the form to decide it.
    static func card(_ request: AccessRequestSummary, _ moment: Moment) -> HTML {
        """
        <h3><a href="\(AccessWords.request(request.id).text)">Request \(request.id)</a></h3>
        \(asked(request, moment))\(decisions(request, isShort: true))
        """
    }

    /// What is asked, by whom, why.
    static func asked(_ request: AccessRequestSummary, _ moment: Moment) -> HTML {
        HTML.facts([
            ("Who asks", HTML.link(request.account, to: .person(request.account))),
            ("Dataset", HTML.link(request.dataset, to: .dataset(request.dataset))),
            (
                "To open",
                request.classification == "none"
                    ? "nothing: to read it, values masked" : "\(HTML.classification(request.classification)) values"
            ),
            ("Purpose", HTML.code(request.purpose)),
            ("For", "\(Figures.count(request.days, "day"))"), ("Reason", HTML.prose(request.reason)),
            ("Asked", moment.ago(request.askedAt)),
        ])
    }

    private static func decision(_ request: AccessRequestSummary, _ visitor: Visitor) -> HTML {
        guard request.state == "open" else { return .none }
        let who: HTML = "Whoever of \(HTML.link(request.owner, to: .team(request.owner))), who own the dataset, may read rows, and whoever governs; never who asks."
        if AccessWords.decides(visitor, request) {
            return HTML.section("decide", "Your decision", about: who, decisions(request, isShort: false))
        }
        if request.account == visitor.name {
            let form = Form(.post, path(request, "withdraw"), "Take the request back", isDangerous: true)
            return HTML.section("decide", "Who decides", about: who, "\(form)")
        }
        return HTML.section("decide", "Who decides", about: who, "<p class=\"empty\">It does not wait for you.</p>")
    }

    /// Two buttons beneath one answer: which one is pressed decides.
    static func decisions(_ request: AccessRequestSummary, isShort: Bool) -> HTML {
        let id = "answer-\(request.id)"
        let answer = isShort
            ? Form.text("answer", "Answer to \(request.account)", id: id)
            : Form.area("answer", "Answer", help: "Who asked reads it.", id: id)
        return """
            <form method="post" action="\(path(request, "approve").text)" class="fields">
            \(answer)<p class="buttons"><button>Approve</button> <button class="danger" formaction="\(path(request, "refuse").text)">Refuse</button></p>
            </form>

            """
    }

    private static func path(_ request: AccessRequestSummary, _ decision: String) -> Address {
        Address("access", "requests", String(request.id), decision)
    }

    private static func story(_ request: AccessRequestSummary, _ grant: GrantSummary?, _ moment: Moment) -> HTML {
        guard request.state != "open" else { return .none }
        let by = request.decidedBy.map { HTML.link($0, to: .person($0)) } ?? HTML.quiet("somebody")
        let word: HTML = "\(request.state) by \(by), \(moment.exact(request.decidedAt))"
        let given: HTML? = request.grant.map { id in
            guard let grant else { return "grant \(id)" }
            let end: HTML = grant.state == "revoked"
                ? "revoked by \(HTML.name(grant.revokedBy ?? "")), \(moment.exact(grant.revokedAt))"
                : "until \(moment.exact(grant.until))"
            return "grant \(id), \(Standing.badge(grant.state)) \(end)"
        }
        let facts = HTML.facts([("Decided", word), ("Answer", request.answer.map { HTML.prose($0) }), ("Gave", given)])
        let next: HTML =
            request.state == "approved"
            ? HTML.note("To read with it, name the purpose: \(HTML.code("basin query --purpose \(request.purpose)")).") : .none
        return HTML.section("decided", "What was decided", "\(facts)\(next)")
    }
}
