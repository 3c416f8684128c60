import BasinCore
import BasinEngines

/// Nothing more can come from a worker.
enum QueryWorkerLoss: Error {
    /// It closed its pipe.
    case ended
    /// What it writes are no frames, or not those that may come.
    case garbage

    /// What it means for the query that it had.
    func error(_ end: ChildEnd) -> BasinError {
        if case .garbage = self {
            return BasinError(.system, "The query's worker process wrote what is no result, and was ended; see the server's error output.")
        }
        return switch end {
        case .exit(QueryWorkerExit.memory):
            BasinError(.query, "The query needs more memory than a query may have; aggregate or filter earlier.")
        case .signal(9):
            BasinError(
                .query,
                "The query's worker process was killed from outside, perhaps because the machine has no memory left; "
                    + "aggregate or filter earlier, or ask the operator.")
        case .exit, .signal:
            BasinError(
                .query,
                "The query ended its worker process (\(end)), and nothing else; write it differently, and report it.")
        }
    }
}
