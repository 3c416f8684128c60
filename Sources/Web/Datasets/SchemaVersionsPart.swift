import BasinWire

/// How a schema changed from version to version.
enum SchemaVersionsPart {
    static func html(_ name: String, _ versions: [SchemaVersionSummary], _ diff: SchemaDiff?) -> HTML {
        guard !versions.isEmpty else { return .none }
        let here = DatasetTab.schema.address(name)
        let rows = versions.sorted { $0.version > $1.version }.map { version -> [Cell] in
            let beside = here.with("from", String(version.version - 1)).with("to", String(version.version))
            let current: HTML? = version.isCurrent ? " \(Standing.good.badge("current"))" : nil
            return [
                Cell("\(version.version)\(current)", value: String(version.version)), .number(version.fields),
                .text(version.version == 1 ? "The first version." : version.changes.joined(separator: " ")),
                .word(version.keeps.isEmpty ? nil : version.keeps.joined(separator: ", ")),
                version.version == 1
                    ? .none : Cell(
                        "<a href=\"\(beside.text)#diff\">Compare<span class=\"unseen\"> \(version.version - 1) with \(version.version)</span></a>",
                        value: ""),
            ]
        }
        let table = DataTable(
            "versions", "Versions",
            columns: [.text("Version"), .number("Fields"), .wide("What changed"), .text("Promises kept"), .text("Diff")],
            rows: rows, empty: "No version yet.", hidesCaption: true)
        return "\(HTML.section("schema-versions", "Versions", "\(table)"))\(diff.map { difference($0) })"
    }

    private static func difference(_ diff: SchemaDiff) -> HTML {
        let rows = diff.fields.map { field -> [Cell] in
            [
                .code(field.field), .word(field.change), .code(field.before), .code(field.after),
                .word(field.breaks.isEmpty ? "nothing" : field.breaks.joined(separator: ", ")),
                .text(field.reasons.joined(separator: " ")),
            ]
        }
        let table = DataTable(
            "fields", "Fields that differ",
            columns: [.text("Field"), .text("Change"), .text("Before"), .text("After"), .text("Breaks"), .wide("What it means")],
            rows: rows, empty: "Both versions have the same fields.", hidesCaption: true)
        let promises = diff.promises.map { promise -> HTML in
            let badge = promise.isKept ? Standing.good.badge("kept") : Standing.warning.badge("broken")
            return "<li>\(HTML.name(promise.mode)) \(badge) <span>\(HTML.prose(promise.verdict))</span></li>\n"
        }
        return HTML.section(
            "diff", "From \(diff.from) to \(diff.to)", about: "The type promises: \(diff.compatibility).",
            "\(table)<ul class=\"list\">\(promises)</ul>\n")
    }
}
