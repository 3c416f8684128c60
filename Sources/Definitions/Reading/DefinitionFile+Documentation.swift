import BasinCore
import Yams

/// What event types and datasets say for people: `support`, `tags`, `terms`, `examples`, `deprecated`.
extension DefinitionFile {
    static let documentationKeys = ["support", "tags", "terms", "examples"]

    private static let mostExamples = 20
    private static let mostTerms = 50

    /// - Parameter references: gets what other files must declare.
    mutating func documentation(_ keys: [String: Entry], _ references: inout [NamedReference]) -> Documentation {
        var documentation = Documentation()
        if let entry = keys["support"] {
            let remedy = "name a channel, an address or a page (in quotes, if it starts with #)"
            documentation.support = text(entry, "`support`", remedy: remedy)
        }
        if let entry = keys["tags"] { documentation.tags = tags(entry, &references) }
        if let entry = keys["terms"] { documentation.terms = terms(entry, &references) }
        if let entry = keys["examples"] { documentation.examples = examples(entry) }
        return documentation
    }

    private mutating func tags(_ entry: Entry, _ references: inout [NamedReference]) -> [String: String] {
        let shape = "write `tags: {layer: gold}` with tags of tags.yaml"
        guard let entries = entries(of: entry.value, "`tags`", remedy: shape) else { return [:] }
        var tags: [String: String] = [:]
        for tag in entries {
            guard let value = text(tag, "the tag \(quoted(tag.key))", remedy: shape) else { continue }
            tags[tag.key] = value
            references.append(
                NamedReference(
                    kind: .tag(value: value), name: tag.key,
                    problem: problem(
                        tag.place, "\(quoted(tag.key)): \(quoted(value)) is no tag and value of tags.yaml",
                        "use one that is, or add it there: `\(printable(tag.key)): {description: …, values: [\(printable(value))]}`")))
        }
        return tags
    }

    private mutating func terms(_ entry: Entry, _ references: inout [NamedReference]) -> [String] {
        let texts = texts(entry, "`terms`", remedy: "list terms of glossary.yaml: `terms: [active_listener]`")
        if texts.count > Self.mostTerms {
            report(entry.place, "`terms` names more than \(Self.mostTerms)", "name those that matter most")
        }
        var seen: Set<String> = []
        return texts.prefix(Self.mostTerms).compactMap { text, place in
            note(term: text, at: place, &references)
            if seen.insert(text).inserted { return text }
            report(place, "the term \(quoted(text)) is there twice", "remove one")
            return nil
        }
    }

    /// The term that a field or column is about.
    mutating func term(_ entry: Entry, _ what: String, _ references: inout [NamedReference]) -> String? {
        guard let name = name(entry, "the term of \(what)") else { return nil }
        note(term: name, at: entry.value.place, &references)
        return name
    }

    private func note(term: String, at place: Place?, _ references: inout [NamedReference]) {
        references.append(
            NamedReference(
                kind: .term, name: term,
                problem: problem(
                    place, "\(quoted(term)) is not a term of glossary.yaml", "name one that is, or add it there")))
    }

    private mutating func examples(_ entry: Entry) -> [Documentation.Example] {
        let shape = "write each as `- {title: Plays of a day, sql: \"SELECT …\"}`"
        guard case .sequence(let sequence) = entry.value else {
            report(entry.value.place, "`examples` is not a list", shape)
            return []
        }
        if sequence.count > Self.mostExamples {
            report(entry.place, "there are more than \(Self.mostExamples) examples", "keep the best, or put others onto the page")
        }
        return sequence.prefix(Self.mostExamples).compactMap { node in
            guard let keys = entries(of: node, "an example", remedy: shape, allowed: ["title", "sql"]),
                let title = keys["title"], let sql = keys["sql"]
            else {
                report(node.place, "an example has not both a title and SQL", shape)
                return nil
            }
            guard let title = text(title, "the title of an example", remedy: shape),
                let sql = text(sql, "the SQL of an example", remedy: shape)
            else { return nil }
            return Documentation.Example(title: title, sql: sql)
        }
    }

    /// `deprecated`: a sentence, or one with what takes its place and until when it is there.
    mutating func deprecationOfWhole(
        _ entry: Entry, _ what: String, of name: String, _ references: inout [NamedReference]
    ) -> Deprecation? {
        guard case .mapping = entry.value else { return deprecation(entry, what).map { Deprecation($0) } }
        let shape = "write `deprecated: {note: Use plays_daily., successor: plays_daily, until: 2027-03-31}`"
        guard
            let keys = entries(
                of: entry.value, "`deprecated` of \(what)", remedy: shape, allowed: ["note", "successor", "until"]),
            let note = keys["note"]
        else {
            report(entry.place, "`deprecated` of \(what) has no note", shape)
            return nil
        }
        guard var deprecation = deprecation(note, what).map({ Deprecation($0) }) else { return nil }
        if let entry = keys["successor"], let successor = self.name(entry, "the successor") {
            if successor == name { report(entry.value.place, "\(what) is its own successor", "name another, or none") }
            deprecation.successor = successor
            references.append(
                NamedReference(
                    kind: .successor, name: successor,
                    problem: problem(
                        entry.value.place, "the successor \(quoted(successor)) is no event type and no dataset of the project, or is deprecated, too",
                        "name one that people should use, or remove `successor`")))
        }
        if let entry = keys["until"] {
            if case .scalar(let scalar) = entry.value, CivilDate(iso8601: scalar.string) != nil {
                deprecation.until = scalar.string
            } else {
                report(entry.value.place, "`until` is no day\(shown(entry.value))", "write it as `2027-03-31`")
            }
        }
        return deprecation
    }
}
