import BasinCore
import Yams

/// What makes a partition, and what its columns are.
extension DatasetReader {
    mutating func readWork(_ keys: [String: Entry], _ place: Place?, _ dataset: inout Dataset) {
        if let command = keys["command"] {
            if sql != nil {
                file.report(
                    command.place, "the dataset has a command and a file of SQL",
                    "remove `command`, or the file datasets/\(name).sql")
            }
            let arguments = readCommand(command)
            let fields = readCommandColumns(keys["columns"], command)
            dataset.work = .command(arguments, columns: fields)
            if keys["inputs"] == nil {
                file.report(
                    command.place, "the command has no inputs",
                    "add `inputs`: what it reads, as `inputs: {song_played: {}}` (`inputs: {}`, if it really reads nothing)"
                )
            }
            return
        }
        if sql == nil {
            file.report(
                place, "the dataset has no SQL",
                "write its SELECT into datasets/\(name).sql beside it, or add `command` and `columns`")
        }
        if let entry = keys["columns"] { dataset.columns = readColumns(entry) }
    }

    private mutating func readCommand(_ entry: Entry) -> [String] {
        let shape = "list the program and its arguments: `command: [python3, make.py]`"
        let texts = file.texts(entry, "`command`", remedy: shape)
        if texts.isEmpty, case .sequence = entry.value { file.report(entry.place, "`command` is empty", shape) }
        if texts.first?.text.trimmed.isEmpty == true { file.report(entry.place, "`command` names no program", shape) }
        if texts.count > DefinitionLimits.arguments {
            file.report(
                entry.place, "`command` has more than \(DefinitionLimits.arguments) elements", "put them into a script")
        }
        for (text, place) in texts
        where text.utf8.count > 4096 || text.utf8.contains(where: { $0 < 32 && $0 != 10 && $0 != 9 }) {
            file.report(
                place, "an argument is longer than 4096 bytes or has control characters", "put it into a script")
        }
        return texts.map(\.text)
    }

    private mutating func readCommandColumns(_ entry: Entry?, _ command: Entry) -> [Field] {
        let shape = "write each as `{type: string, classification: none}`"
        guard let entry else {
            file.report(command.place, "the command's output has no columns", "add `columns`: \(shape)")
            return []
        }
        guard let entries = file.entries(of: entry.value, "`columns`", remedy: shape) else { return [] }
        if entries.isEmpty { file.report(entry.place, "`columns` is empty", shape) }
        let before = file.problems.count
        for column in entries {
            lines["columns.\(column.key)"] = column.place?.line
            _ = file.entries(
                of: column.value, "column \(quoted(column.key))", remedy: shape,
                allowed: ["type", "classification", "description", "element", "fields", "term"])
        }
        guard file.problems.count == before else { return [] }
        // A column of a command says about itself what a field of an event says.
        var reader = EventReader(file: file, name: name)
        var fields = reader.readFields(entry, outer: nil, path: "", depth: 0)
        file = reader.file
        columnTerms = reader.columnTerms
        add(reader.references)
        for (index, field) in fields.enumerated() {
            fields[index].isRequired = false
            if field.classification.isSealed, file.problems.count == before {
                file.report(
                    Place(line: lines["columns.\(field.name)"] ?? 1),
                    "column \(quoted(field.name)) is \(field.classification.rawValue), and a command has no keys to seal it",
                    "leave it out of the output")
            }
        }
        return fields
    }

    private mutating func readColumns(_ entry: Entry) -> [String: ColumnDeclaration] {
        let shape = "write `columns: {songs: {description: Songs that were heard.}}`"
        guard let entries = file.entries(of: entry.value, "`columns`", remedy: shape) else { return [:] }
        var columns: [String: ColumnDeclaration] = [:]
        for entry in entries.prefix(DefinitionLimits.fields) {
            lines["columns.\(entry.key)"] = entry.place?.line
            let what = "column \(quoted(entry.key))"
            if !Name.isValid(entry.key) {
                file.report(entry.place, "\(quoted(entry.key)) is not a name for a column", Name.rule)
                continue
            }
            guard
                let keys = file.entries(
                    of: entry.value, what, remedy: shape,
                    allowed: ["description", "type", "classification", "declassified", "term"])
            else { continue }
            columns[entry.key] = declaration(keys, what)
            if let term = keys["term"] { columnTerms[entry.key] = self.term(term, what) }
        }
        if entries.count > DefinitionLimits.fields {
            file.report(entry.place, "more than \(DefinitionLimits.fields) columns are described", "describe fewer")
        }
        return columns
    }

    private mutating func declaration(_ keys: [String: Entry], _ what: String) -> ColumnDeclaration {
        var column = file.declaration(keys, what)
        if let entry = keys["type"] { column.type = type(entry, what) }
        return column
    }

    private mutating func type(_ entry: Entry, _ what: String) -> FieldType? {
        guard let text = file.text(entry, "the type of \(what)", remedy: "use one of \(TypeSyntax.known)") else {
            return nil
        }
        switch TypeSyntax(text) {
        case .whole(let type): return type
        case .wrong(let message, let remedy): file.report(entry.value.place, "\(message) (\(what))", remedy)
        case .list, .structure:
            file.report(
                entry.value.place, "the type of \(what) is not said in one word",
                "leave `type` out, or give the parts columns of their own")
        }
        return nil
    }
}
