package import BasinCore

/// What reading a project's files gave: the project, or everything that is wrong with them.
package enum ProjectReading: Sendable, Hashable {
    case project(Project)
    /// By file and line, never empty.
    case problems([DefinitionProblem])

    /// The project; throws `definition` with one line a problem.
    package func get() throws(BasinError) -> Project {
        switch self {
        case .project(let project): return project
        case .problems(let problems):
            throw BasinError(.definition, problems.map(\.description).joined(separator: "\n"))
        }
    }
}
