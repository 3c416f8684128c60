import BasinCore
import Foundation
import GRDB

/// Lets writers that arrive while a commit is under way share the next one.
///
/// The first writer to find nobody leading becomes the leader and commits everything queued; the others wait for it.
final class WriteGroup: @unchecked Sendable {  // All state is guarded by `condition`.
    private final class Job {
        let body: (Database) throws -> Void
        var failure: (any Error)?
        var isDone = false
        init(body: @escaping (Database) throws -> Void) { self.body = body }
    }

    private let pool: DatabasePool
    private let condition = NSCondition()
    private var queue: [Job] = []
    private var hasLeader = false

    init(pool: DatabasePool) { self.pool = pool }

    func run<Value>(_ body: (Database) throws -> Value) throws -> Value {
        var value: Value?
        try withoutActuallyEscaping(body) { body in
            let job = Job { db in value = try body(db) }
            condition.lock()
            queue.append(job)
            while hasLeader, !job.isDone { condition.wait() }
            if !job.isDone {
                hasLeader = true
                let jobs = queue
                queue = []
                condition.unlock()
                commit(jobs)
                condition.lock()
                for job in jobs { job.isDone = true }
                hasLeader = false
                condition.broadcast()
            }
            condition.unlock()
            if let failure = job.failure { throw failure }
        }
        guard let value else { throw BasinError(.system, "A change of the metastore was not carried out.") }
        return value
    }

    private func commit(_ jobs: [Job]) {
        do {
            try pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    for job in jobs {
                        do {
                            try db.inSavepoint {
                                try job.body(db)
                                return .commit
                            }
                        } catch {
                            job.failure = Self.explained(error)
                            // A full disk makes SQLite undo the whole transaction. A job that ran after that would
                            // commit alone and be told that it failed.
                            guard db.isInsideTransaction else { throw error }
                        }
                    }
                    return .commit
                }
            }
        } catch {
            for job in jobs where job.failure == nil { job.failure = Self.explained(error) }
        }
    }

    private static func explained(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN:
            return BasinError(
                .unavailable,
                "The metastore cannot be written (\(error.resultCode)); free some disk space or make the folder writable; Basin goes on by itself.")
        default:
            return BasinError(.system, "The metastore refused a change: \(error.resultCode) \(error.message ?? "").")
        }
    }
}
