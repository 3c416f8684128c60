package import BasinEngines

/// Where people's SQL runs.
package struct QueryOptions: Sendable {
    /// How a worker process for queries is started; nil: they run in this process.
    package var launch: (@Sendable () throws -> ChildStart)?

    package init() {}

    /// Workers that are this program, started as `program query-worker`: with nothing of this process's environment, and
    /// where no file is near.
    package static func workers(program: String) -> QueryOptions {
        var options = QueryOptions()
        options.launch = {
            var start = ChildStart(path: program, arguments: ["query-worker"], environment: [:], folder: "/")
            start.diesWithThread = true
            return start
        }
        return options
    }
}
