package import BasinEngines
import Foundation

/// How pipelines are run.
package struct PipelineOptions: Sendable {
    /// Runs at once.
    package var workers = max(4, ProcessInfo.processInfo.activeProcessorCount)
    /// Whether datasets are made when they are due, or only when somebody asks.
    package var triggers = true
    /// How a worker process is started; nil where nothing can be made.
    package var launch: (@Sendable () throws -> ChildStart)?

    package init() {}

    /// Workers that are this program, started as `program worker`.
    package static func workers(program: String, triggers: Bool = true) -> PipelineOptions {
        var options = PipelineOptions()
        options.triggers = triggers
        options.launch = {
            var start = ChildStart(
                path: program, arguments: ["worker"],
                environment: ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "LANG", "TZ"].contains($0.key) })
            start.diesWithThread = true
            return start
        }
        return options
    }
}
