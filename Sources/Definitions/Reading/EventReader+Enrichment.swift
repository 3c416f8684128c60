import BasinCore
import Yams

/// `enrich`: what Basin fills in. Its columns become fields of the type, behind those that clients send.
extension EventReader {
    private static let enrichShape = "write `enrich: {user_agent: {from: user_agent}}`"

    mutating func readEnrichments(_ entry: Entry, _ fields: inout [Field]) {
        let allowed = Enrichment.allCases.map(\.rawValue)
        guard let keys = file.entries(of: entry.value, "`enrich`", remedy: Self.enrichShape, allowed: allowed) else {
            return
        }
        let sent = fields
        for enrichment in Enrichment.allCases {
            guard let entry = keys[enrichment.rawValue] else { continue }
            let what = "`enrich.\(enrichment.rawValue)`"
            if enrichment == .clockSkew {
                if file.flag(entry, what) == true { add(enrichment, [], [:], at: entry, sent, &fields) }
                continue
            }
            let page = enrichment == .referrer ? ["page"] : []
            let parts = ["from"] + page + [enrichment == .address ? "keep" : "columns"]
            guard
                let keys = file.entries(
                    of: entry.value, what, remedy: "write `\(enrichment.rawValue): {from: FIELD}`", allowed: parts)
            else { continue }
            guard let from = keys["from"] else {
                file.report(entry.place, "\(what) does not say what it reads", "add `from`: a field of the type")
                continue
            }
            guard let source = source(from, "`from` of \(what)", sent) else { continue }
            if enrichment == .address {
                truncate(source, keys["keep"], at: from, what, &fields)
                continue
            }
            var sources = [source]
            if let page = keys["page"] {
                guard let source = self.source(page, "`page` of \(what)", sent) else { continue }
                sources.append(source)
            }
            add(enrichment, sources, columns(keys["columns"], of: enrichment, what), at: entry, sent, &fields)
        }
    }

    /// The field that an enrichment reads: text that a client sends.
    private mutating func source(_ entry: Entry, _ what: String, _ sent: [Field]) -> Field? {
        guard let name = file.name(entry, what) else { return nil }
        guard let field = sent.first(where: { $0.name == name }) else {
            file.report(
                entry.value.place, "\(what) is \(quoted(name)), which is not a field of the type",
                "name a field that is declared under `fields`")
            return nil
        }
        guard field.type == .string, !field.isSubject else {
            file.report(
                entry.value.place,
                "\(what) is \(quoted(name)), which is \(field.isSubject ? "the subject" : "\(field.type)")",
                "name a field of type string that is not the subject")
            return nil
        }
        return field
    }

    private enum KeptPart: String, CaseIterable { case truncated }

    private mutating func truncate(
        _ source: Field, _ keep: Entry?, at from: Entry, _ what: String, _ fields: inout [Field]
    ) {
        if let keep {
            _ = file.word(keep, "`keep` of \(what)", as: KeptPart.self)
        } else {
            file.report(from.place, "\(what) does not say what is kept", "add `keep: truncated`")
        }
        if source.isRequired {
            file.report(
                from.value.place, "\(what) truncates \(quoted(source.name)), which is required",
                "declare it with `required: false`: what is no address is left out")
        }
        for index in fields.indices where fields[index].name == source.name { fields[index].isTruncatedAddress = true }
    }

    private mutating func columns(
        _ entry: Entry?, of enrichment: Enrichment, _ what: String
    ) -> [String: ColumnDeclaration] {
        guard let entry else { return [:] }
        let shape = "write `columns: {\(enrichment.values[0].rawValue): {description: …}}`"
        let names = enrichment.values.map(\.rawValue)
        guard let entries = file.entries(of: entry.value, "`columns` of \(what)", remedy: shape, allowed: names) else {
            return [:]
        }
        var columns: [String: ColumnDeclaration] = [:]
        for (name, entry) in entries {
            let what = "column \(quoted(name))"
            guard
                let keys = file.entries(
                    of: entry.value, what, remedy: shape, allowed: ["description", "classification", "declassified"])
            else { continue }
            columns[name] = file.declaration(keys, what)
        }
        return columns
    }

    private mutating func add(
        _ enrichment: Enrichment, _ sources: [Field], _ columns: [String: ColumnDeclaration], at entry: Entry,
        _ sent: [Field], _ fields: inout [Field]
    ) {
        for value in enrichment.values {
            let name = value.rawValue
            if sent.contains(where: { $0.name == name }) {
                file.report(
                    entry.place, "`enrich.\(enrichment.rawValue)` adds \(quoted(name)), which is a field already",
                    "rename that field, or remove it and let Basin fill it in")
                continue
            }
            let declared = columns[name] ?? ColumnDeclaration()
            let inherited = sources.map(\.classification).max() ?? .none
            let classification = declared.classification ?? inherited
            if classification < inherited, declared.declassified == nil {
                file.report(
                    entry.place,
                    "column \(quoted(name)) is \(classification.rawValue), and what it is made of is "
                        + inherited.rawValue,
                    "say in `declassified` why, or remove its `classification`")
            }
            let made = sources.isEmpty ? "" : " Made of " + sources.map(\.name).joined(separator: ", ") + "."
            var field = Field(
                name: name, type: value.type, isRequired: false, classification: classification,
                purposes: sources.flatMap(\.purposes).reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
                description: declared.description ?? value.description + made)
            field.derivation = Derivation(
                value, sources: sources.map(\.name),
                declassified: classification < inherited ? declared.declassified : nil)
            note(field: name, at: entry)
            fields.append(field)
        }
    }
}
