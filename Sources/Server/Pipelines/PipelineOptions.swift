import BasinProcessing
import Foundation

/// How pipelines are run.
package struct PipelineOptions: Sendable {
    /// Runs at once.
    package var workers = max(4, ProcessInfo.processInfo.activeProcessorCount)
    /// How a worker process is started; nil where nothing can be made.
    package var launch: (@Sendable () throws -> ChildStart)?

    package init() {}

    /// Workers that are this program, started as `program worker`.
    package static func workers(program: String) -> PipelineOptions {
        var options = PipelineOptions()
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
