import BasinCore
import BasinMetastore
import BasinTracing
import Logging
import Synchronization

/// Records each run once, when it is over.
final class RunTraces: Sendable {
    private let tracer: Tracer
    private let metastore: Metastore
    private let logger: Logger
    /// Runs that were recorded, the latest last: a run may be told of twice, by who cancelled it and by its worker.
    private let told = Mutex<[Int64]>([])

    init(_ tracer: Tracer, _ metastore: Metastore, _ logger: Logger) {
        self.tracer = tracer
        self.metastore = metastore
        self.logger = logger
    }

    /// Something ended: a try, or the run. Returns at once.
    func ended(_ runID: Int64) {
        BlockingThreads.shared.start { [self] in
            do {
                let run = try metastore.read { try RunTrace(stored: runID, in: $0) }
                guard let run, isNew(runID) else { return }
                tracer.record { trace, flags in run.spans(trace, flags, id: tracer.ids.span) }
            } catch {
                logger.warning("a run could not be traced", metadata: ["run.id": "\(runID)", "error": "\(error)"])
            }
        }
    }

    private func isNew(_ runID: Int64) -> Bool {
        told.withLock { told in
            guard !told.contains(runID) else { return false }
            told.append(runID)
            if told.count > 256 { told.removeFirst() }
            return true
        }
    }
}
