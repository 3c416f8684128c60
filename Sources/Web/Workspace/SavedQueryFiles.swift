import BasinWire

/// A query as the two files that make it one that others find and run.
struct SavedQueryFiles {
    var name: String
    var owner: String
    var description: String
    var parameters: [Workspace.Parameter]
    var sql: String
    /// What a parameter is when nothing is given. Values of this very run stay out: they may be anybody's.
    private var defaults: [String: String]

    /// - Parameter owner: the team that it is to belong to, where it has none yet.
    init(_ workspace: Workspace, owner: String) {
        name = workspace.saved?.name ?? "my_query"
        self.owner = workspace.saved?.owner ?? owner
        description = workspace.saved?.description ?? "What it answers, in a sentence."
        parameters = workspace.parameters
        defaults = Dictionary(workspace.saved?.parameters.map { ($0.name, $0.value) } ?? []) { first, _ in first }.compactMapValues(\.self)
        sql = workspace.sql
    }

    var yaml: String {
        var lines = ["owner: \(Self.quoted(owner))", "description: \(Self.quoted(description))"]
        if !parameters.isEmpty {
            lines.append("parameters:")
            for parameter in parameters {
                var items = ["type: \(Self.quoted(parameter.type ?? "VARCHAR"))"]
                if let text = parameter.description { items.append("description: \(Self.quoted(text))") }
                if let value = defaults[parameter.name] { items.append("default: \(Self.quoted(value))") }
                if !parameter.choices.isEmpty {
                    items.append("values: [\(parameter.choices.map { Self.quoted($0) }.joined(separator: ", "))]")
                }
                lines.append("  \(parameter.name): {\(items.joined(separator: ", "))}")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    var text: String { sql + (sql.hasSuffix("\n") ? "" : "\n") }

    static let command = "basin apply --reason \"What it is for\""

    /// Parameters without a name of their own cannot be declared.
    var hasNames: Bool { !parameters.contains { Int($0.name) != nil } }

    /// A YAML scalar that is nothing else than this text: in double quotes unless it is a plain word.
    private static func quoted(_ text: String) -> String {
        let plain = text.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("A"..."Z").contains($0) || $0 == "-" || $0 == "_" }
        if plain, let first = text.first, first.isLetter, !words.contains(text.lowercased()) { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// What YAML reads as something else than text.
    private static let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
}
