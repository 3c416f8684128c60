package import BasinWire

/// What was done, by whom, and whether that is still what was written down.
package enum AuditPage {
    /// What stands in the address.
    package struct Filter: Sendable, Equatable {
        package var person: String?
        package var object: String?
        package var action: String?
        /// Only records of a lower number.
        package var before: Int?

        package init(person: String? = nil, object: String? = nil, action: String? = nil, before: Int? = nil) {
            self.person = person
            self.object = object
            self.action = action
            self.before = before
        }

        package var address: Address {
            Address("audit").with("person", person).with("object", object).with("action", action).with("before", before.map(String.init))
        }

        func with(before: Int?) -> Filter { Filter(person: person, object: object, action: action, before: before) }
    }

    package static let pageSize = 100

    package static func page(_ answer: AuditAnswer, _ filter: Filter, for visitor: Visitor) -> Page {
        Page(
            "Audit", for: visitor, in: .audit,
            aside: "<a class=\"button secondary\" href=\"/audit/verify\">Verify</a><a class=\"button secondary\" href=\"/api/v1/audit/export\" download=\"audit.jsonl\">Export all</a>",
            isWide: true,
            body: """
                <p class="about">Every change, every refusal, and every reading of what not everybody may read. Records are chained, so that a
                changed or missing one shows. The latest first; times are UTC.</p>
                \(filters(filter))
                \(HTML.section("records", title(filter), "\(table(answer, visitor))\(reached(answer, visitor))\(pager(answer, filter))"))
                """)
    }

    private static func title(_ filter: Filter) -> String {
        filter.before.map { "Records before \(Figures.grouped($0))" } ?? "Latest records"
    }

    private static func filters(_ filter: Filter) -> HTML {
        let form = Form(
            .get, "/audit", "Show",
            fields: [
                Form.text("person", "Person", value: filter.person ?? "", placeholder: "an account"),
                Form.text("object", "Object", value: filter.object ?? "", placeholder: "e.g. a dataset"),
                Form.text("action", "Action", value: filter.action ?? "", placeholder: "e.g. read", list: actions),
                Form.text(
                    "before", "Before number", value: filter.before.map(String.init) ?? "", placeholder: "the latest",
                    type: "number"),
            ], isInline: true)
        return "<div class=\"graph-controls narrow\">\(form)</div>\n"
    }

    /// Those that are asked for most.
    private static let actions = ["read", "apply", "POST /api/v1/keys", "POST /api/v1/grants", "POST /login"]

    /// How far was looked, where less was found than a page holds.
    private static func reached(_ answer: AuditAnswer, _ visitor: Visitor) -> HTML? {
        guard answer.next != nil, answer.records.count < pageSize, let moment = answer.lookedBackTo else { return nil }
        return "<p class=\"about\">Looked back to \(visitor.moment.exact(moment)). “Older” looks farther.</p>\n"
    }

    private static func table(_ answer: AuditAnswer, _ visitor: Visitor) -> DataTable {
        DataTable(
            "audit", "Audit records",
            columns: [
                .number("Number"), .text("Time"), .text("Outcome"), .text("Person"), .text("Action"), .text("Object"),
                .wide("Details"),
            ],
            rows: answer.records.map { line in
                [
                    .number(line.number), Cell(visitor.moment.exact(line.at), value: line.at),
                    Cell(outcome(line.outcome), value: line.outcome),
                    Cell(person(line), value: line.person), .code(line.action), object(line), details(line),
                ]
            }, empty: answer.next == nil ? "No record is like that." : "None so far.", hidesCaption: true)
    }

    private static func person(_ line: AuditLine) -> HTML {
        let only = Filter(person: line.person)
        return "\(HTML.link(line.person, to: only.address))\(line.token.map { token in "<br>\(HTML.quiet("with " + token))" as HTML })"
    }

    private static func object(_ line: AuditLine) -> Cell {
        line.object.map { .link($0, to: Filter(object: $0).address) } ?? .none
    }

    private static func outcome(_ word: String) -> HTML {
        switch word {
        case "done": Standing.good.badge(word)
        case "begun": Standing.waiting.badge(word)
        default: Standing.bad.badge(word)
        }
    }

    private static func details(_ line: AuditLine) -> Cell {
        let items = line.details.sorted { $0.key < $1.key }
        guard !items.isEmpty else { return .none }
        let list = items.map { item -> HTML in
            let text = item.value.count > 400 ? String(item.value.prefix(400)) + "…" : item.value
            return "<dt>\(item.key)</dt><dd><bdi>\(text)</bdi></dd>"
        }
        return Cell("<dl class=\"details\">\(list)</dl>", value: items.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))
    }

    private static func pager(_ answer: AuditAnswer, _ filter: Filter) -> HTML {
        let newest: HTML? = filter.before == nil
            ? nil : "<a class=\"button secondary\" href=\"\(filter.with(before: nil).address.text)\">Latest</a>"
        var newer: HTML?
        if let before = filter.before, before < Int.max - pageSize, filter.person == nil, filter.object == nil, filter.action == nil {
            newer = "<a class=\"button secondary\" href=\"\(filter.with(before: before + pageSize).address.text)\">Newer</a>"
        }
        let older: HTML? = answer.next.map { next in
            "<a class=\"button secondary\" rel=\"next\" href=\"\(filter.with(before: next).address.text)\">Older</a>"
        }
        return "<nav class=\"pager\" aria-label=\"Pages of records\">\(newest)\(newer)\(older)</nav>\n"
    }
}
