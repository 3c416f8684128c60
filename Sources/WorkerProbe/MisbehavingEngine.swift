import BasinCore
import BasinEngines
import BasinProcessing
import Foundation

/// Does to its worker what the order's SQL names.
struct MisbehavingEngine: Engine {
    func run(_ order: WorkOrder, cancellation: RunCancellation) throws -> Staged {
        guard case .sql(let what) = order.work else { return Staged(files: []) }
        switch what {
        case "crash": kill(getpid(), SIGSEGV)
        case "exit": exit(7)
        case "freeze": kill(getpid(), SIGSTOP)
        case "hang": Misbehaviour.hang()
        case "leak": Misbehaviour.leak()
        default: return Staged(files: [])
        }
        Misbehaviour.hang()
    }
}
