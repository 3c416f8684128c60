package import BasinCore

/// Typed code for those who send events: what the definitions say, in the words of a language.
///
/// Pure: the same definitions give the same bytes. Names of the result do not depend on which types are asked for.
package struct CodeGeneration: Sendable {
    package let language: CodeLanguage
    private let events: [GeneratedEvent]

    /// - Throws: `.definition` for a field that events cannot carry.
    package init(_ project: Project, language: CodeLanguage) throws(BasinError) {
        self.language = language
        var events: [GeneratedEvent] = []
        for definition in project.events.sorted(by: { $0.type.name < $1.type.name }) {
            events.append(try GeneratedEvent(definition))
        }
        self.events = events
    }

    /// Names of all event types, sorted.
    package var types: [String] { events.map(\.name) }

    /// The text of each file by its path, below whatever folder they are put into.
    ///
    /// - Parameter types: names of event types; nil for all.
    /// - Throws: `.notFound` for a type that is not declared.
    package func files(types: [String]? = nil) throws(BasinError) -> [String: String] {
        let wanted = Set(types ?? self.types)
        if let unknown = wanted.subtracting(self.types).min() {
            throw BasinError(
                .notFound,
                "The project declares no event type \(quoted(unknown)); write events/\(printable(unknown)).yaml, or name "
                    + "one that is there.")
        }
        guard !wanted.isEmpty else {
            throw BasinError(.notFound, "The project declares no event type; write events/NAME.yaml first.")
        }
        return generator.files(wanted)
    }

    private var generator: any CodeGenerator {
        switch language {
        case .swift: SwiftGenerator(events)
        case .typescript: TypeScriptGenerator(events)
        case .python: PythonGenerator(events)
        }
    }
}
