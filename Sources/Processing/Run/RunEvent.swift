package import BasinCore

/// What may happen to a run. Those with a token are told by whoever holds the lease, and are stale under another.
package enum RunEvent: Sendable, Hashable, Codable {
    /// It got a slot. `seconds`: what its limits allow.
    case started(token: Int64, worker: String, seconds: Int64)
    /// The worker wrote everything and the blocking checks passed.
    case staged(token: Int64)
    /// In the transaction of the publication.
    case published(token: Int64, revision: Int)
    /// `random`: 0 ..< 1, spreads the next try.
    case failed(token: Int64, RunFailure, random: Double)
    /// The deadline has passed.
    case timedOut(token: Int64, random: Double)
    /// The server restarted, or another scheduler took over: nobody knows what became of the worker. Not the run's
    /// fault.
    case lost(token: Int64, random: Double)
    /// The moment of a retry has come.
    case retryDue
    case cancelled(by: String)
    /// An input of it will never come: it is over before it began.
    case ruledOut(RunFailure)
}

/// What must be done after an event was stored. Doing it twice does no harm.
package enum RunAction: Sendable, Hashable {
    /// Hand it to a worker.
    case start(RunLease)
    /// End the worker that has it, and remove what it staged.
    case stop(token: Int64)
    /// Look at it again then.
    case wake(at: Timestamp)
    /// It has a place in the queue again.
    case enqueue
    /// Nothing more is tried by itself; the partition is given up.
    case giveUp(RunFailure)
    /// It is over; its slot and its place are free.
    case end
}
