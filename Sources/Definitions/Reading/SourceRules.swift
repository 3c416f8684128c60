import BasinCore

/// What sources must fulfil together and against the event types.
struct SourceRules {
    let sources: [SourceDefinition]
    let events: [EventDefinition]

    var problems: [DefinitionProblem] {
        let types = Dictionary(events.map { ($0.type.name, $0.type) }) { first, _ in first }
        return sources.flatMap { routes($0, types) + catchAll($0, types) } + doubles
    }

    private func routes(_ source: SourceDefinition, _ types: [String: EventType]) -> [DefinitionProblem] {
        source.source.routes.flatMap { route -> [DefinitionProblem] in
            let key = "events." + route.type
            guard let type = types[route.type] else {
                return [
                    problem(
                        source, key, "\(quoted(route.type)) is not an event type",
                        "declare it in events/\(printable(route.type)).yaml, or correct the name")
                ]
            }
            let fields = Set(type.fields.filter { $0.derivation == nil }.map(\.name))
            return route.fields.keys.filter { !fields.contains($0) }.sorted().map {
                problem(
                    source, key, "\(quoted($0)) is not a field of \(quoted(route.type))",
                    "declare the field, or remove it here")
            }
        }
    }

    private func catchAll(_ source: SourceDefinition, _ types: [String: EventType]) -> [DefinitionProblem] {
        let name = source.source.catchAll
        guard let type = types[name] else {
            return [
                problem(
                    source, "catch_all", "\(quoted(name)) is not an event type",
                    "declare it, or remove `catch_all`: then one is made for the source")
            ]
        }
        guard type.fields.first(where: { $0.name == "payload" })?.type == .json else {
            return [
                problem(
                    source, "catch_all", "\(quoted(name)) takes every other call and has no field `payload` of type json",
                    "add the field, or remove `catch_all`: then an event type is made for the source")
            ]
        }
        return []
    }

    /// Every call must belong to one source.
    private var doubles: [DefinitionProblem] {
        var seen: Set<String> = []
        var problems: [DefinitionProblem] = []
        for source in sources.sorted(by: { $0.source.name < $1.source.name }) {
            let what = source.source.clientProtocol.rawValue
            for key in source.source.keys where !seen.insert("\(what) key \(key)").inserted {
                problems.append(
                    problem(source, "", "another \(what) source has the key \(quoted(key)) already", "remove one"))
            }
            for app in source.source.apps where !seen.insert("\(what) app \(app)").inserted {
                problems.append(
                    problem(source, "", "another \(what) source has the app \(quoted(app)) already", "remove one"))
            }
            if source.source.keys.isEmpty, source.source.apps.isEmpty, !seen.insert(what).inserted {
                problems.append(
                    problem(
                        source, "", "another \(what) source takes every key already",
                        "say with `keys` which write keys belong to this one"))
            }
        }
        return problems
    }

    private func problem(_ source: SourceDefinition, _ line: String, _ message: String, _ remedy: String) -> DefinitionProblem {
        DefinitionProblem(file: source.file, line: source.lines[line] ?? 1, message: message, remedy: remedy)
    }
}
