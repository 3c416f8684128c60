import BasinCore

/// What a file of a project is, by its path.
enum ProjectPath: Equatable {
    case teams
    case pools
    case event(name: String)
    case dataset(name: String)
    case source(name: String)
    /// The SQL of the dataset of that name.
    case sql(name: String)
    case query(name: String)
    /// The SQL of the saved query of that name; without its YAML, no definition.
    case querySQL(name: String)
    /// Not a definition: a README, something hidden, the mappings of imports.
    case ignored
    case refused(message: String, remedy: String)

    static let teamsFile = "teams.yaml"
    static let poolsFile = "pools.yaml"
    static let definitionFolders = ["events", "datasets", "sources", "queries"]
    static let importsFolder = "imports"

    /// Whether the file's name looks like a definition, wherever it stands.
    static func isDefinition(_ name: String) -> Bool {
        [".yaml", ".yml", ".sql"].contains { name.lowercased().hasSuffix($0) }
    }

    init(_ path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard path.utf8.count <= DefinitionLimits.pathBytes, !parts.contains(""), !parts.contains(".."),
            !parts.contains("."),
            path.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
        else {
            self = .refused(
                message: "this is not a path inside a project", remedy: "use paths relative to the project's folder")
            return
        }
        let name = parts[parts.count - 1]
        if parts.contains(where: { $0.hasPrefix(".") }) || parts[0] == Self.importsFolder && parts.count > 1
            || !Self.isDefinition(name)
        {
            self = .ignored
        } else if path == Self.teamsFile {
            self = .teams
        } else if path == Self.poolsFile {
            self = .pools
        } else if parts.count == 2, parts[0] == "datasets" {
            self = Self.dataset(fileName: name)
        } else if parts.count == 2, parts[0] == "queries", name.hasSuffix(".sql"), Name.isValid(String(name.dropLast(4))) {
            self = .querySQL(name: String(name.dropLast(4)))
        } else if name.lowercased().hasSuffix(".sql"), parts[0] != "datasets" {
            self = .ignored
        } else if !name.hasSuffix(".yaml"), ["events", "sources", "queries"].contains(parts[0]) || ["teams.yml", "pools.yml"].contains(path) {
            self = .refused(message: "the file's name does not end in .yaml", remedy: "rename it to end in .yaml")
        } else if parts.count == 2, parts[0] == "events" {
            self = Self.named(name, "an event type") { .event(name: $0) }
        } else if parts.count == 2, parts[0] == "sources" {
            self = Self.named(name, "a source") { .source(name: $0) }
        } else if parts.count == 2, parts[0] == "queries" {
            self = Self.named(name, "a query") { .query(name: $0) }
        } else {
            self = .refused(
                message: "no definition belongs here",
                remedy:
                    "put event types into events/, datasets into datasets/, sources into sources/ and queries into queries/, without folders inside; name teams in teams.yaml "
                    + "and pools in pools.yaml; keep other YAML out of the project"
            )
        }
    }

    private static func named(_ fileName: String, _ what: String, _ make: (String) -> ProjectPath) -> ProjectPath {
        let name = String(fileName.dropLast(".yaml".count))
        guard Name.isValid(name) else {
            return .refused(message: "\(quoted(name)) is not a name for \(what)", remedy: "rename the file: \(Name.rule)")
        }
        return make(name)
    }

    private static func dataset(fileName: String) -> ProjectPath {
        let isSQL = fileName.hasSuffix(".sql")
        guard isSQL || fileName.hasSuffix(".yaml") else {
            return .refused(
                message: "the file's name ends neither in .yaml nor in .sql", remedy: "rename it to end in one of them")
        }
        let name = String(fileName.dropLast(isSQL ? ".sql".count : ".yaml".count))
        guard Name.isValid(name) else {
            return .refused(
                message: "\(quoted(name)) is not a name for a dataset", remedy: "rename the file: \(Name.rule)")
        }
        return isSQL ? .sql(name: name) : .dataset(name: name)
    }
}
