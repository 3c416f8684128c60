/// Names of types in languages where those inside an event stand beside it: `SongPlayed`, `SongPlayedDevice`.
struct FlatTypeNames {
    /// By path: `song_played`, `song_played.device`.
    private(set) var names: [String: String]

    init(_ events: [GeneratedEvent], reserved: Set<String>) {
        var table = NameTable(reserved: reserved)
        names = table.names(
            events.map {
                .init(
                    key: $0.name, preferred: CodeNaming.pascalCase($0.name), fallback: CodeNaming.capitalised($0.name))
            })
        // Level by level, so that a type is called after the one that it is in.
        var level = events.map { (path: $0.name, fields: $0.fields) }
        while !level.isEmpty {
            let inner = level.flatMap { outer in
                outer.fields.compactMap { field in
                    field.value.structure.map { (path: "\(outer.path).\(field.name)", fields: $0) }
                }
            }
            let requests = inner.map { part -> NameTable.Request in
                let dot = part.path.lastIndex(of: ".") ?? part.path.startIndex
                let field = String(part.path[dot...].dropFirst())
                let outer = names[String(part.path[..<dot])] ?? ""
                return .init(
                    key: part.path, preferred: outer + CodeNaming.pascalCase(field), fallback: "\(outer)_\(field)")
            }
            names.merge(table.names(requests)) { _, new in new }
            level = inner
        }
    }

    subscript(path: String) -> String { names[path] ?? "" }
}
