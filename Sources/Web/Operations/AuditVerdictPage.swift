package import BasinWire

/// Whether the audit log is still what was written down.
package enum AuditVerdictPage {
    /// - Parameter head: noted earlier, if one was given.
    package static func page(_ found: AuditVerification, head: String?, for visitor: Visitor) -> Page {
        Page(
            "Verify the audit log", for: visitor, in: .audit, trail: [("Audit", "/audit")],
            body: """
                \(verdict(found, head))
                \(problems(found))
                \(!found.isWhole ? HTML.none : HTML.section("note-down", "Note this down", about: "It names the last record and all before it. Whoever changes the log later cannot make it fit again: keep it where nobody of the platform can reach.", noted(found, visitor)))
                \(HTML.section("again", "Hold it against a head that you noted", "\(form(head))"))
                """)
    }

    private static func verdict(_ found: AuditVerification, _ head: String?) -> HTML {
        let records = Figures.count(found.records, "record")
        guard found.isWhole else {
            return HTML.notice(
                .bad,
                "<p><strong>The audit log is not what was written down.</strong> \(Figures.count(found.problems.count, "problem")) in \(records). Restore it from a backup, and find out who could write to its files.</p>")
        }
        let against: HTML = head == nil ? "" : " It holds the head that you gave, as it was."
        return HTML.notice(
            .good, "<p><strong>The audit log is whole.</strong> All \(records) are there, as they were written, in order.\(against)</p>")
    }

    private static func problems(_ found: AuditVerification) -> HTML {
        guard !found.problems.isEmpty else { return .none }
        let table = DataTable(
            "problems", "Problems", columns: [.wide("What was found")], rows: found.problems.map { [.text($0)] },
            empty: "None.", hidesCaption: true)
        return HTML.section("problems-found", "What was found", "\(table)")
    }

    private static func noted(_ found: AuditVerification, _ visitor: Visitor) -> HTML {
        guard let head = found.head else { return HTML.empty("No record yet", "The first change writes the first record.") }
        return "\(HTML.snippet("Head, \(Moment.exact(visitor.moment.now))", head))\(HTML.snippet("In a terminal", "basin audit verify --head \(head)"))"
    }

    private static func form(_ head: String?) -> Form {
        Form(
            .get, "/audit/verify", "Verify",
            fields: [
                Form.text(
                    "head", "Head", value: head ?? "", placeholder: "1234:9f86d081…",
                    help: "NUMBER:HEX, as an earlier verification gave it.", isRequired: true)
            ])
    }
}
