import BasinCore

/// Whether what definitions name is declared: terms, tags, and what takes the place of something deprecated.
struct ReferenceRules {
    private let terms: Set<String>
    private let tags: [String: TagRule]
    /// What people should use.
    private let current: Set<String>
    private let references: [NamedReference]
    private let documented: [(file: String, documentation: Documentation)]

    init(
        glossary: [GlossaryTerm], tags: [TagRule], events: [EventDefinition], datasets: [DatasetDefinition],
        references: [NamedReference]
    ) {
        terms = Set(glossary.map(\.name))
        self.tags = Dictionary(tags.map { ($0.name, $0) }) { first, _ in first }
        current = Set(
            events.filter { $0.type.deprecation == nil }.map(\.type.name)
                + datasets.filter { $0.dataset.deprecation == nil }.map(\.name))
        self.references = references
        // The event types that a source makes have no file that could say anything.
        documented =
            events.filter { ProjectPath($0.file) == .event(name: $0.type.name) }.map { ($0.file, $0.type.documentation) }
            + datasets.map { ($0.file, $0.dataset.documentation) }
    }

    var problems: [DefinitionProblem] {
        let unknown = references.filter { reference in
            switch reference.kind {
            case .term: !terms.contains(reference.name)
            case .tag(let value): tags[reference.name]?.values.contains(value) != true
            case .successor: !current.contains(reference.name)
            }
        }
        let required = tags.values.filter(\.isRequired).sorted { $0.name < $1.name }
        let untagged = documented.flatMap { file, documentation in
            required.filter { documentation.tags[$0.name] == nil }.map { tag in
                DefinitionProblem(
                    file: file, line: 1, message: "the tag \(quoted(tag.name)) is missing, which tags.yaml requires",
                    remedy: "add `tags: {\(tag.name): …}` with one of \(tag.values.prefix(10).joined(separator: ", "))")
            }
        }
        return unknown.map(\.problem) + untagged
    }
}
