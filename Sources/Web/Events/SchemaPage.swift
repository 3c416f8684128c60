import BasinCore
package import BasinWire

/// The schema of an event type, its versions, two of them beside each other, and what a change would break.
package enum SchemaPage {
    /// - Parameters:
    ///   - versions: oldest first.
    ///   - diff: nil where there is but one version, or none was asked for that is there.
    ///   - problem: why there is none, where two were asked for.
    package static func page(
        _ type: EventTypeDetail, _ versions: [SchemaVersionSummary], diff: SchemaDiff?, from: String? = nil, to: String? = nil,
        problem: String? = nil, for visitor: Visitor
    ) -> Page {
        let name = type.summary.name
        let download: HTML = "<a class=\"button secondary\" href=\"/api/v1/types/\(name)/schema\">JSON Schema</a>"
        return Page(
            "Schema of \(name)", for: visitor, in: .events, trail: EventFrame.trail(name), aside: download,
            body: """
                \(EventFrame.tabs(name, here: .schema))
                \(HTML.section("fields", "Fields of version \(type.schemaVersion)", about: "What clients send in <code>data</code>, and what Basin fills in.", "\(fields(type))"))
                \(HTML.section("versions", "Versions", about: "Every event keeps the version that it was sent with, in <code>_schema_version</code>.", history(versions)))
                \(comparison(name, versions, diff, from, to, problem))
                \(promise(type))
                """)
    }

    private static func fields(_ type: EventTypeDetail) -> DataTable {
        DataTable(
            "schema-fields", "Fields",
            columns: [
                .text("Field"), .wide("Type"), .text("Must be there"), .text("Classification"), .text("Filled in by"),
                .wide("Description"),
            ],
            rows: type.fields.map { field in
                let subject: HTML? = field.subject ? " \(HTML.tag("subject"))" : nil
                let old: HTML? = field.deprecated.map { " <span class=\"quiet\">Deprecated: \(HTML.prose($0))</span>" }
                return [
                    Cell("\(HTML.code(field.name))\(subject)", value: field.name), .code(field.type),
                    .word(field.filledBy != nil ? nil : field.required ? "yes" : "no"),
                    Cell(HTML.classification(field.classification), value: field.classification), .code(field.filledBy),
                    Cell("\(field.description.map { HTML.prose($0) })\(old)", value: field.description ?? ""),
                ]
            }, empty: "This type declares no field: an event of it says that it happened, no more.", hidesCaption: true)
    }

    private static func history(_ versions: [SchemaVersionSummary]) -> HTML {
        let items = versions.reversed().map { version -> HTML in
            let current: HTML? = version.isCurrent ? " \(Standing.good.badge("current"))" : nil
            let changes = version.changes.map { "<li>\(HTML.prose($0))</li>" as HTML }
            let list: HTML = changes.isEmpty ? "<p class=\"small\">The first version.</p>" : "<ul class=\"event-changes\">\(changes)</ul>"
            let keeps: HTML? = version.changes.isEmpty
                ? nil
                : "<p class=\"small\">Keeps: \(version.keeps.isEmpty ? "no promise" : version.keeps.joined(separator: ", "))</p>"
            return "<li><p class=\"line\"><strong>Version \(version.version)</strong>\(current) <span class=\"quiet\">\(Figures.count(version.fields, "field"))</span></p>\(list)\(keeps)</li>\n"
        }
        let old = items.dropFirst(5)
        let more: HTML? = old.isEmpty
            ? nil
            : HTML.more(
                "\(Figures.count(old.count, "older version"))", "<ol class=\"cards\" reversed>\(Array(old))</ol>")
        return "<ol class=\"cards\" reversed>\(Array(items.prefix(5)))</ol>\n\(more)"
    }

    private static func comparison(
        _ name: String, _ versions: [SchemaVersionSummary], _ diff: SchemaDiff?, _ from: String?, _ to: String?, _ problem: String?
    ) -> HTML {
        guard versions.count > 1 else { return .none }
        let choices = versions.reversed().map { (value: String($0.version), title: "version \($0.version)") }
        let last = versions.count - 1
        let form = Form(
            .get, EventFrame.address(.schema, name), "Compare",
            fields: [
                Form.choice("from", "From", choices, chosen: from ?? String(versions[last - 1].version)),
                Form.choice("to", "To", choices, chosen: to ?? String(versions[last].version)),
            ], isInline: true)
        let trouble: HTML? = problem.map { HTML.notice(.warning, "<p>\(HTML.prose($0))</p>") }
        return HTML.section(
            "compare", "Two versions beside each other", "<div class=\"event-filter\">\(form)</div>\n\(trouble)\(diff.map { body($0) })")
    }

    private static func body(_ diff: SchemaDiff) -> HTML {
        let table = DataTable(
            "diff", "From \(diff.from) to \(diff.to)",
            columns: [.text("Field"), .text("Change"), .wide("Before"), .wide("After"), .text("Breaks"), .wide("What it means")],
            rows: diff.fields.map { field in
                let standing: Standing = field.breaks.isEmpty ? .good : field.breaks.contains(diff.compatibility) ? .bad : .warning
                return [
                    .code(field.field), .word(field.change), .code(field.before), .code(field.after),
                    Cell(
                        standing.badge(field.breaks.isEmpty ? "nothing" : field.breaks.joined(separator: ", ")),
                        value: field.breaks.joined(separator: " ")),
                    .text(field.reasons.joined(separator: " ")),
                ]
            }, empty: "Nothing differs.")
        let promises = diff.promises.map { promise -> HTML in
            let own: HTML? = promise.mode == diff.compatibility ? " <span class=\"quiet\">(what this type promises)</span>" : nil
            return "<li>\((promise.isKept ? Standing.good : .bad).badge(promise.isKept ? "kept" : "broken")) <strong>\(promise.mode)</strong>\(own) \(HTML.prose(promise.verdict))</li>\n"
        }
        return "\(table)<ul class=\"list\">\(promises)</ul>\n"
    }

    /// Of each kind of change, the modes that refuse it (docs/schemas.md).
    private static let changes: [(change: String, breaks: [String])] = [
        ("A new field that may be left out; one that may be left out removed; another order; words", []),
        ("A new field that must be there; one that may be left out must be there from now on", ["backward", "full"]),
        ("A field that must be there removed, or may be left out from now on; a field renamed, or widened (int32 to int64)", ["forward", "full"]),
        ("Any other change of a type; sealed becomes clear, or the reverse; another subject", ["backward", "forward", "full", "none"]),
    ]

    private static func promise(_ type: EventTypeDetail) -> HTML {
        let name = type.summary.name
        let words: HTML =
            switch type.compatibility {
            case "backward": "readers with the new schema read old data, so clients may upgrade later"
            case "forward": "readers with the old schema read new data, so readers may upgrade later"
            case "full": "clients and readers may upgrade in any order"
            default: "only that what is stored stays readable"
            }
        let table = DataTable(
            "changes", "Changes, and what they break here", columns: [.wide("Change"), .text("Here"), .text("Breaks")],
            rows: changes.map { change in
                let isRefused = change.breaks.contains(type.compatibility)
                return [
                    .text(change.change),
                    Cell(
                        (isRefused ? Standing.bad : .good).badge(isRefused ? "refused" : "allowed"),
                        value: isRefused ? "refused" : "allowed"),
                    .word(
                        change.breaks.isEmpty
                            ? "nothing"
                            : change.breaks.count == 4 ? "every promise" : change.breaks.joined(separator: ", ")),
                ]
            }, empty: "", hidesCaption: true)
        return HTML.section(
            "break", "What a change would break", about: "This type promises <strong>\(type.compatibility)</strong>: \(words).",
            """
            \(table)<p>Before you apply a change, see what it does to the schema, to datasets that are made of this one and to those who read them:</p>
            \(HTML.snippet("In the project's folder", "basin schema diff \(name)\nbasin plan"))
            """)
    }
}
