import BasinCore
import Yams

/// Reads `glossary.yaml`: what words mean in this company, and which values they may have.
struct GlossaryReader {
    var file: DefinitionFile
    private(set) var owners: [(value: String, place: Place?)] = []

    init(file: DefinitionFile) { self.file = file }

    mutating func read(_ root: Node) -> [GlossaryTerm] {
        let shape = "write each as `active_listener: {title: Active listener, description: …, owner: team-music}`"
        guard let entries = file.entries(of: root, "the file", remedy: shape) else { return [] }
        if entries.count > DefinitionLimits.terms {
            file.report(root.place, "the glossary has more than \(DefinitionLimits.terms) terms", "remove those that nobody names")
        }
        return entries.prefix(DefinitionLimits.terms).compactMap { term($0, shape) }
    }

    private mutating func term(_ entry: Entry, _ shape: String) -> GlossaryTerm? {
        if !Name.isValid(entry.key) {
            file.report(entry.place, "\(quoted(entry.key)) is not a term's name", Name.rule)
        }
        let what = "term \(quoted(entry.key))"
        guard
            let keys = file.entries(
                of: entry.value, what, remedy: shape,
                allowed: ["title", "description", "owner", "synonyms", "values"])
        else { return nil }
        var term = GlossaryTerm(name: entry.key, title: entry.key, description: "", owner: "")
        if let title = keys["title"] {
            term.title = file.text(title, "the title of \(what)", remedy: "write it as people say it") ?? ""
        } else {
            term.title = entry.key.replacing("_", with: " ")
        }
        if let description = keys["description"] {
            term.description =
                file.text(description, "the description of \(what)", remedy: "say exactly what counts and what does not") ?? ""
        } else {
            file.report(entry.place, "\(what) has no description", "add `description`: exactly what counts and what does not")
        }
        if let owner = keys["owner"] {
            term.owner = file.text(owner, "the owner of \(what)", remedy: "name a team of teams.yaml") ?? ""
            owners.append((term.owner, owner.place))
        } else {
            file.report(entry.place, "\(what) has no owner", "add `owner`: the team that decides what it means")
        }
        if let synonyms = keys["synonyms"] { term.synonyms = words(synonyms, "`synonyms` of \(what)", most: 50) }
        if let values = keys["values"] {
            term.values = words(values, "`values` of \(what)", most: DefinitionLimits.acceptedValues)
        }
        return term
    }

    private mutating func words(_ entry: Entry, _ what: String, most: Int) -> [String] {
        let texts = file.texts(entry, what, remedy: "list them: `[one, two]`")
        if texts.isEmpty { file.report(entry.place, "\(what) is empty", "list at least one, or remove the key") }
        if texts.count > most { file.report(entry.place, "\(what) has more than \(most)", "list fewer") }
        var seen: Set<String> = []
        for (text, place) in texts where !seen.insert(text).inserted {
            file.report(place, "\(what) has \(quoted(text)) twice", "remove one")
        }
        return texts.prefix(most).map(\.text)
    }
}
