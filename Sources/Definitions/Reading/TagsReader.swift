import BasinCore
import Yams

/// Reads `tags.yaml`: which tags there are, and which values each may have.
struct TagsReader {
    var file: DefinitionFile

    private static let mostTags = 200
    private static let mostValues = 200

    mutating func read(_ root: Node) -> [TagRule] {
        let shape = "write each as `layer: {description: How far data is worked on., values: [raw, clean, gold]}`"
        guard let entries = file.entries(of: root, "the file", remedy: shape) else { return [] }
        if entries.count > Self.mostTags {
            file.report(root.place, "there are more than \(Self.mostTags) tags", "remove those that nobody uses")
        }
        return entries.prefix(Self.mostTags).compactMap { entry in
            if !Name.isValidTeam(entry.key) {
                file.report(entry.place, "\(quoted(entry.key)) is not a tag's name", Name.rule)
            }
            let what = "tag \(quoted(entry.key))"
            guard
                let keys = file.entries(
                    of: entry.value, what, remedy: shape, allowed: ["description", "values", "required"])
            else { return nil }
            var rule = TagRule(name: entry.key, description: "", values: [])
            if let description = keys["description"] {
                rule.description = file.text(description, "the description of \(what)", remedy: shape) ?? ""
            } else {
                file.report(entry.place, "\(what) has no description", "add `description`: what it tells people")
            }
            if let required = keys["required"] { rule.isRequired = file.flag(required, "`required` of \(what)") ?? false }
            rule.values = keys["values"].map { values($0, what) } ?? []
            if rule.values.isEmpty { file.report(entry.place, "\(what) has no values", "add `values`: what it may say") }
            return rule
        }
    }

    private mutating func values(_ entry: Entry, _ what: String) -> [String] {
        let texts = file.texts(entry, "`values` of \(what)", remedy: "list names: `values: [raw, gold]`")
        if texts.count > Self.mostValues {
            file.report(entry.place, "\(what) has more than \(Self.mostValues) values", "list fewer")
        }
        var seen: Set<String> = []
        for (text, place) in texts {
            if !Name.isValidTeam(text) {
                file.report(place, "\(quoted(text)) is not a value of a tag", Name.rule)
            } else if !seen.insert(text).inserted {
                file.report(place, "\(what) has the value \(quoted(text)) twice", "remove one")
            }
        }
        return texts.prefix(Self.mostValues).map(\.text)
    }
}
