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
        for (path, text) in files.sorted(by: { $0.key < $1.key }) {
            var file = DefinitionFile(path: path)
            switch ProjectPath(path) {
            case .teams: teamsAreKnown = readTeams(text, &file)
            case .event(let name): readEvent(name, text, &file)
            case .ignored: break
            case .refused(let message, let remedy): file.report(nil, message, remedy)
            }
            problems += file.problems
        }
        if files[ProjectPath.teamsFile] == nil {
            problems.append(
                DefinitionProblem(
                    file: ProjectPath.teamsFile, line: 1, message: "the project has no teams.yaml",
                    remedy: "make sure this is the project's folder, and name the teams that own its event types there")
            )
        }
        if teamsAreKnown { checkOwners() }
        checkRenames()
        guard problems.isEmpty else { return .problems(sortedProblems()) }
        return .project(
            Project(teams: teams.sorted { $0.name < $1.name }, events: events.sorted { $0.type.name < $1.type.name }))
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
        if let owner = reader.owner {
            owners.append(
                (
                    file.problem(
                        owner.place, "\(quoted(owner.value)) is not a team of teams.yaml",
                        "name one that is, or add it there"), owner.value
                ))
        }
        if let former = reader.renamedFrom {
            renames.append(
                (
                    file.problem(
                        former.place, "\(quoted(former.value)) is given as a former name and is not free",
                        "remove `renamed_from`, or the other definition that has or had that name"), former.value
                ))
        }
    }

    private mutating func checkOwners() {
        let known = Set(teams.map(\.name))
        problems += owners.filter { !known.contains($0.team) }.map(\.problem)
    }

    /// A former name must be nobody's name, and of one type only.
    private mutating func checkRenames() {
        var taken = Set(events.map(\.type.name))
        for (problem, name) in renames where !taken.insert(name).inserted {
            problems.append(problem)
        }
    }

    private func sortedProblems() -> [DefinitionProblem] {
        let sorted = problems.sorted { ($0.file, $0.line, $0.column ?? 0) < ($1.file, $1.line, $1.column ?? 0) }
        guard let next = sorted.dropFirst(DefinitionLimits.problems).first else { return sorted }
        return sorted.prefix(DefinitionLimits.problems) + [
            DefinitionProblem(
                file: next.file, line: next.line,
                message: "\(sorted.count - DefinitionLimits.problems) more problems are not listed",
                remedy: "correct those above first")
        ]
    }
}
