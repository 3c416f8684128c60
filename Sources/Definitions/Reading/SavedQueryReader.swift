import BasinCore
import Yams

/// Reads the file of one saved query.
struct SavedQueryReader {
    var file: DefinitionFile
    let name: String
    /// What is in the `.sql` file beside it; nil where there is none.
    let sql: String?
    /// As written, for the check against the teams.
    private(set) var owner: (value: String, place: Place?)?
    private var lines: [String: Int] = [:]

    private static let keys = ["owner", "description", "parameters"]
    private static let parameterKeys = ["type", "description", "default", "values"]
    private static let parameterShape = "write each as `country: {type: VARCHAR, default: SE}`"

    init(file: DefinitionFile, name: String, sql: String?) {
        self.file = file
        self.name = name
        self.sql = sql
    }

    /// The definition as far as it could be read; meaningless when the file has problems.
    mutating func read(_ root: Node) -> SavedQueryDefinition? {
        let shape = "write the keys owner and description, each on a line"
        guard let keys = file.entries(of: root, "the query", remedy: shape, allowed: Self.keys) else { return nil }
        var query = SavedQuery(name: name, owner: "", description: "", sql: sql ?? "")
        if let entry = keys["owner"], let text = file.text(entry, "the owner", remedy: "name a team of teams.yaml") {
            query.owner = text
            owner = (text, entry.place)
        } else if keys["owner"] == nil {
            file.report(root.place, "the query has no owner", "add `owner`: a team of teams.yaml")
        }
        if let entry = keys["description"] {
            query.description = file.text(entry, "the description", remedy: "say in a sentence what it answers") ?? ""
        } else {
            file.report(root.place, "the query has no description", "add `description`: what it answers")
        }
        if sql == nil {
            file.report(root.place, "the query has no SQL", "write its SELECT into queries/\(name).sql beside it")
        }
        if let entry = keys["parameters"] { query.parameters = parameters(entry) }
        return SavedQueryDefinition(query: query, file: file.path, lines: lines)
    }

    private mutating func parameters(_ entry: Entry) -> [SavedQuery.Parameter] {
        guard let entries = file.entries(of: entry.value, "`parameters`", remedy: Self.parameterShape) else { return [] }
        if entries.count > DefinitionLimits.queryParameters {
            file.report(entry.place, "`parameters` has more than \(DefinitionLimits.queryParameters) entries", "split the query")
        }
        return entries.prefix(DefinitionLimits.queryParameters).compactMap { parameter($0) }.sorted { $0.name < $1.name }
    }

    private mutating func parameter(_ entry: Entry) -> SavedQuery.Parameter? {
        lines["parameters." + entry.key] = entry.place?.line
        let what = "parameter \(quoted(entry.key))"
        guard Name.isValid(entry.key) else {
            file.report(entry.place, "\(quoted(entry.key)) is not a name for a parameter", Name.rule)
            return nil
        }
        guard let keys = file.entries(of: entry.value, what, remedy: Self.parameterShape, allowed: Self.parameterKeys) else {
            return nil
        }
        guard let type = keys["type"] else {
            file.report(entry.place, "\(what) has no type", "add `type`: VARCHAR, BIGINT, DATE …")
            return nil
        }
        var parameter = SavedQuery.Parameter(
            name: entry.key, type: file.text(type, "the type of \(what)", remedy: "write VARCHAR, BIGINT, DATE …") ?? "")
        if let text = keys["description"] {
            parameter.description = file.text(text, "the description of \(what)", remedy: "write one, or remove the key")
        }
        if let values = keys["values"] {
            parameter.choices = file.texts(values, "`values` of \(what)", remedy: "list them: `values: [SE, DE]`").map(\.text)
            if parameter.choices.isEmpty || parameter.choices.count > DefinitionLimits.acceptedValues {
                file.report(
                    values.place, "`values` of \(what) has none, or more than \(DefinitionLimits.acceptedValues)",
                    "list those that may be given, or remove the key")
            }
        }
        if let value = keys["default"] { parameter.value = self.value(value, what, parameter.choices) }
        return parameter
    }

    private mutating func value(_ entry: Entry, _ what: String, _ choices: [String]) -> String? {
        guard case .scalar(let scalar) = entry.value, !file.isNull(entry.value),
            scalar.string.utf8.count <= DefinitionLimits.sourceNameBytes, !scalar.string.utf8.contains(0)
        else {
            file.report(entry.place, "`default` of \(what) is no text, or too long", "write one value, or remove the key")
            return nil
        }
        if !choices.isEmpty, !choices.contains(scalar.string) {
            file.report(
                entry.value.place, "`default` of \(what) is none of its values\(file.shown(entry.value))",
                "give one of \(choices.prefix(10).joined(separator: ", "))")
        }
        return scalar.string
    }
}
