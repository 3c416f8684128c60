import BasinCore
import BasinEngines
import BasinProcessing

/// Stages nothing: what is left is the cost of a worker.
struct NothingEngine: Engine {
    func run(_ order: WorkOrder, cancellation: RunCancellation) throws -> Staged { Staged(files: []) }
}
