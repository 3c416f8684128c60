import BasinCore
import Yams

/// Reads all files of a project, collecting what is wrong in any of them.
struct ProjectReader {
    private var problems: [DefinitionProblem] = []
    private var teams: [Team] = []
    private var events: [EventDefinition] = []
    /// Where a definition says what another file must confirm.
    private var owners: [(problem: DefinitionProblem, team: String)] = []
    private var renames: [(problem: DefinitionProblem, from: String)] = []
    private var datasets: [DatasetDefinition] = []
    private var datasetRenames: [(problem: DefinitionProblem, from: String)] = []
    private var pools: [Pool] = []
    private var prices: Prices?
    private var sources: [SourceDefinition] = []
    private var queries: [SavedQueryDefinition] = []
    private var usedPools: [(problem: DefinitionProblem, pool: String)] = []
    private var glossary: [GlossaryTerm] = []
    private var tags: [TagRule] = []
    private var references: [NamedReference] = []
    /// Whether what is named must be declared: not where a part of a project is read.
    private let checksReferences: Bool

    init(checksReferences: Bool = true) {
        self.checksReferences = checksReferences
    }

    mutating func read(_ files: [String: String]) -> ProjectReading {
        guard files.count <= DefinitionLimits.files,
            files.values.reduce(0, { $0 + $1.utf8.count }) <= DefinitionLimits.totalBytes
        else {
            return .problems([
                DefinitionProblem(
                    file: ProjectPath.teamsFile, line: 1,
                    message: "the project has more than \(DefinitionLimits.files) files or "
                        + "\(DefinitionLimits.totalBytes >> 20) MiB",
                    remedy: "make sure this is the project's folder, or split the project")
            ])
        }
        var teamsAreKnown = false
        var poolsAreKnown = true
        for (path, text) in files.sorted(by: { $0.key < $1.key }) {
            var file = DefinitionFile(path: path)
            switch ProjectPath(path) {
            case .teams: teamsAreKnown = readTeams(text, &file)
            case .pools: poolsAreKnown = readPools(text, &file)
            case .prices: readPrices(text, &file)
            case .event(let name): readEvent(name, text, &file)
            case .dataset(let name): readDataset(name, text, files["datasets/\(name).sql"], &file)
            case .source(let name): readSource(name, text, &file)
            case .glossary: readGlossary(text, &file)
            case .tags: readTags(text, &file)
            case .page(let of): checkPage(text, isOf: files[of + ".yaml"] != nil, &file)
            case .sql(let name): checkDatasetSQL(name, text, files["datasets/\(name).yaml"] != nil, &file)
            case .query(let name): readQuery(name, text, files["queries/\(name).sql"], &file)
            case .querySQL(let name): if files["queries/\(name).yaml"] != nil { checkSQL(text, &file) }
            case .ignored: break
            case .refused(let message, let remedy): file.report(nil, message, remedy)
            }
            problems += file.problems
        }
        if files[ProjectPath.teamsFile] == nil {
            problems.append(
                DefinitionProblem(
                    file: ProjectPath.teamsFile, line: 1, message: "the project has no teams.yaml",
                    remedy: "make sure this is the project's folder, and name the teams that own its definitions there")
            )
        }
        if teamsAreKnown { checkOwners() }
        if poolsAreKnown { checkPools() }
        addMadeTypes()
        addPages(files)
        governValues()
        checkNames()
        checkRenames()
        problems += SourceRules(sources: sources, events: events).problems
        if checksReferences {
            problems += ReferenceRules(
                glossary: glossary, tags: tags, events: events, datasets: datasets, references: references).problems
        }
        guard problems.isEmpty else { return .problems(sortedProblems()) }
        return .project(
            Project(
                teams: teams.sorted { $0.name < $1.name }, events: events.sorted { $0.type.name < $1.type.name },
                datasets: datasets.sorted { $0.name < $1.name }, pools: pools.sorted { $0.name < $1.name },
                sources: sources.sorted { $0.source.name < $1.source.name },
                glossary: glossary.sorted { $0.name < $1.name }, tags: tags.sorted { $0.name < $1.name },
                queries: queries.sorted { $0.query.name < $1.query.name }, prices: prices))
    }

    private mutating func readTeams(_ text: String, _ file: inout DefinitionFile) -> Bool {
        guard let root = file.compose(text) else { return false }
        var reader = TeamsReader(file: file)
        teams = reader.read(root)
        file = reader.file
        return file.problems.isEmpty
    }

    private mutating func readEvent(_ name: String, _ text: String, _ file: inout DefinitionFile) {
        guard let root = file.compose(text) else { return }
        var reader = EventReader(file: file, name: name)
        if let event = reader.read(root) { events.append(event) }
        file = reader.file
        references += reader.references
        if let owner = reader.owner { note(owner: owner, file) }
        if let former = reader.renamedFrom { renames.append((renamed(former, file), former.value)) }
    }

    private mutating func note(owner: (value: String, place: Place?), _ file: DefinitionFile) {
        owners.append(
            (
                file.problem(
                    owner.place, "\(quoted(owner.value)) is not a team of teams.yaml",
                    "name one that is, or add it there"), owner.value
            ))
    }

    private func renamed(_ former: (value: String, place: Place?), _ file: DefinitionFile) -> DefinitionProblem {
        file.problem(
            former.place, "\(quoted(former.value)) is given as a former name and is not free",
            "remove `renamed_from`, or the other definition that has or had that name")
    }

    // MARK: Datasets and pools

    private mutating func readPools(_ text: String, _ file: inout DefinitionFile) -> Bool {
        guard let root = file.compose(text) else { return false }
        var reader = PoolsReader(file: file)
        pools = reader.read(root)
        file = reader.file
        return file.problems.isEmpty
    }

    private mutating func readPrices(_ text: String, _ file: inout DefinitionFile) {
        guard let root = file.compose(text) else { return }
        var reader = PricesReader(file: file)
        prices = reader.read(root)
        file = reader.file
    }

    private mutating func readDataset(_ name: String, _ text: String, _ sql: String?, _ file: inout DefinitionFile) {
        guard let root = file.compose(text) else { return }
        var reader = DatasetReader(file: file, name: name, sql: sql)
        if let dataset = reader.read(root) { datasets.append(dataset) }
        file = reader.file
        references += reader.references
        if let owner = reader.owner { note(owner: owner, file) }
        if let former = reader.renamedFrom { datasetRenames.append((renamed(former, file), former.value)) }
        if let pool = reader.pool {
            usedPools.append(
                (
                    file.problem(
                        pool.place, "\(quoted(pool.value)) is not a pool of pools.yaml",
                        "name one that is, or add it there: `\(pool.value): {slots: 4}`"), pool.value
                ))
        }
    }

    // MARK: What is said for people

    private mutating func readGlossary(_ text: String, _ file: inout DefinitionFile) {
        guard let root = file.compose(text) else { return }
        var reader = GlossaryReader(file: file)
        glossary = reader.read(root)
        file = reader.file
        for owner in reader.owners { note(owner: owner, file) }
    }

    private mutating func readTags(_ text: String, _ file: inout DefinitionFile) {
        guard let root = file.compose(text) else { return }
        var reader = TagsReader(file: file)
        tags = reader.read(root)
        file = reader.file
    }

    private func checkPage(_ text: String, isOf definition: Bool, _ file: inout DefinitionFile) {
        if !definition {
            file.report(
                nil, "the page belongs to no event type and no dataset",
                "declare one of that name beside it, or keep the page outside of events/ and datasets/")
        }
        if text.utf8.count > DefinitionLimits.pageBytes {
            file.report(
                nil, "the page is larger than \(DefinitionLimits.pageBytes >> 10) KiB",
                "shorten it, and link to where the rest is")
        }
        if text.utf8.contains(where: { $0 < 32 && ![9, 10, 13].contains($0) || $0 == 127 }) {
            file.report(nil, "the page has control characters", "remove them")
        }
    }

    private mutating func addPages(_ files: [String: String]) {
        func page(_ path: String) -> String? {
            files[path].flatMap { $0.trimmed.isEmpty ? nil : $0 }
        }
        for index in events.indices {
            events[index].type.documentation.page = page("events/\(events[index].type.name).md")
        }
        for index in datasets.indices {
            datasets[index].dataset.documentation.page = page("datasets/\(datasets[index].name).md")
        }
    }

    /// A column that is about a term holds none but the term's values: a check, like those that the definition has.
    private mutating func governValues() {
        let values = Dictionary(glossary.map { ($0.name, $0.values) }) { first, _ in first }
        for index in datasets.indices {
            let dataset = datasets[index].dataset
            for (column, term) in dataset.documentation.columnTerms.sorted(by: { $0.key < $1.key }) {
                guard let values = values[term], !values.isEmpty, !column.contains(".") else { continue }
                let check = Check(name: "term_\(column)", rule: .acceptedValues(column: column, values: values))
                guard let own = dataset.checks.first(where: { $0.name == check.name }) else {
                    datasets[index].dataset.checks.append(check)
                    continue
                }
                if own != check {
                    problems.append(
                        DefinitionProblem(
                            file: datasets[index].file, line: datasets[index].lines["checks.\(check.name)"] ?? 1,
                            message: "the check \(quoted(check.name)) has the name of the one by which the term's values hold",
                            remedy: "give it another `name`"))
                }
            }
        }
    }

    // MARK: Sources

    private mutating func readSource(_ name: String, _ text: String, _ file: inout DefinitionFile) {
        guard let root = file.compose(text) else { return }
        var reader = SourceReader(file: file, name: name)
        if let source = reader.read(root) { sources.append(source) }
        file = reader.file
        if let owner = reader.owner { note(owner: owner, file) }
    }

    /// The event types that sources make and nobody declares.
    private mutating func addMadeTypes() {
        let declared = Set(events.map(\.type.name))
        for made in MadeTypes.of(sources) where !declared.contains(made.type.name) { events.append(made) }
    }

    private mutating func readQuery(_ name: String, _ text: String, _ sql: String?, _ file: inout DefinitionFile) {
        guard let root = file.compose(text) else { return }
        var reader = SavedQueryReader(file: file, name: name, sql: sql)
        if let query = reader.read(root) { queries.append(query) }
        file = reader.file
        if let owner = reader.owner { note(owner: owner, file) }
    }

    private func checkDatasetSQL(_ name: String, _ text: String, _ isDeclared: Bool, _ file: inout DefinitionFile) {
        if !isDeclared {
            file.report(
                nil, "the SQL belongs to no dataset",
                "declare the dataset in datasets/\(name).yaml beside it, or delete the file")
        }
        checkSQL(text, &file)
    }

    private func checkSQL(_ text: String, _ file: inout DefinitionFile) {
        if text.utf8.count > DefinitionLimits.sqlBytes {
            file.report(
                nil, "the SQL is larger than \(DefinitionLimits.sqlBytes >> 10) KiB",
                "split it")
        } else if text.trimmed.isEmpty {
            file.report(nil, "the file has no SQL", "write a SELECT that gives its rows")
        } else if text.utf8.contains(where: { $0 < 32 && ![9, 10, 13].contains($0) || $0 == 127 }) {
            file.report(nil, "the SQL has control characters", "remove them")
        }
    }

    private mutating func checkPools() {
        let known = Set(pools.map(\.name))
        problems += usedPools.filter { !known.contains($0.pool) }.map(\.problem)
    }

    /// SQL knows both by the name alone.
    private mutating func checkNames() {
        let types = Set(events.map(\.type.name))
        for dataset in datasets where types.contains(dataset.name) {
            problems.append(
                DefinitionProblem(
                    file: dataset.file, line: 1,
                    message:
                        "\(quoted(dataset.name)) is an event type already, and its events are a dataset of that name",
                    remedy: "give the dataset another name"))
        }
    }

    private mutating func checkOwners() {
        let known = Set(teams.map(\.name))
        problems += owners.filter { !known.contains($0.team) }.map(\.problem)
    }

    /// A former name must be nobody's name, and of one definition only.
    private mutating func checkRenames() {
        var taken = Set(events.map(\.type.name))
        for (problem, name) in renames where !taken.insert(name).inserted {
            problems.append(problem)
        }
        taken = Set(datasets.map(\.name))
        for (problem, name) in datasetRenames where !taken.insert(name).inserted {
            problems.append(problem)
        }
    }

    private func sortedProblems() -> [DefinitionProblem] {
        let sorted = problems.sorted { ($0.file, $0.line, $0.column ?? 0) < ($1.file, $1.line, $1.column ?? 0) }
        guard let next = sorted.dropFirst(DefinitionLimits.problems).first else { return sorted }
        return sorted.prefix(DefinitionLimits.problems) + [
            DefinitionProblem(
                file: next.file, line: next.line,
                message: "\((sorted.count - DefinitionLimits.problems).counted("more problem is", "more problems are")) not listed",
                remedy: "correct those above first")
        ]
    }
}
