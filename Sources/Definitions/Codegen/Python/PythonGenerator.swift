/// Python 3.11 and newer: one module of frozen dataclasses.
struct PythonGenerator: CodeGenerator {
    private static let file = "basin_events" + CodeLanguage.python.fileExtension
    private let events: [GeneratedEvent]
    private let types: FlatTypeNames

    init(_ events: [GeneratedEvent]) {
        self.events = events
        types = FlatTypeNames(events, reserved: PythonWords.types)
    }

    func files(_ wanted: Set<String>) -> [String: String] {
        let events = self.events.filter { wanted.contains($0.name) }
        let source = events.count == 1 ? events[0].file : "\(events.count) files of events/"
        var code = CodeLanguage.python.header(source) + "\n" + PythonSupport.text
        for event in events {
            code += "\n\n# From \(event.file).\n"
            code += classes(event).map { $0.joined(separator: "\n") }.joined(separator: "\n\n\n") + "\n"
        }
        let names =
            PythonSupport.names + events.flatMap { [$0.name] + Self.paths($0.fields, $0.name) }.map { types[$0] }
        code += "\n\n__all__ = [\n" + names.sorted().map { "    \"\($0)\",\n" }.joined() + "]\n"
        return [Self.file: code]
    }

    /// Of what is inside.
    private static func paths(_ fields: [GeneratedField], _ path: String) -> [String] {
        fields.flatMap { field -> [String] in
            guard let structure = field.value.structure else { return [] }
            let inner = "\(path).\(field.name)"
            return [inner] + paths(structure, inner)
        }
    }

    /// Those inside it first.
    private func classes(_ event: GeneratedEvent) -> [[String]] {
        let whole = PythonClass(
            name: types[event.name], fields: event.fields, path: event.name, types: types,
            documentation: event.documentation, deprecation: event.deprecation, event: event.name)
        return inner(event.fields, path: event.name) + [whole.lines]
    }

    private func inner(_ fields: [GeneratedField], path: String) -> [[String]] {
        fields.flatMap { field -> [[String]] in
            guard let structure = field.value.structure else { return [] }
            let path = "\(path).\(field.name)"
            let one = PythonClass(
                name: types[path], fields: structure, path: path, types: types,
                documentation: ["What `\(field.name)` holds."])
            return inner(structure, path: path) + [one.lines]
        }
    }
}
