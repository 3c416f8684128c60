package import BasinCore

/// Where a run is.
package enum RunState: Sendable, Hashable, Codable {
    /// Waits for a slot. To `running` (started), `failed` (ruled out) or `cancelled`.
    case queued
    /// A worker has it. To `publishing` (staged), `retrying` or `failed` (failed, timed out), `queued` (the worker or
    /// the server vanished) or `cancelled`.
    case running(RunLease)
    /// What it made is staged and audited. To `succeeded` (published), and else as `running`.
    case publishing(RunLease)
    /// Waits for a moment, without a worker. To `queued` when it has come, or to `cancelled`.
    case retrying(at: Timestamp, because: RunFailure)
    /// Published as this revision. Final.
    case succeeded(revision: Int)
    /// Given up. Final.
    case failed(RunFailure)
    /// By this person. Final.
    case cancelled(by: String)

    /// One word, as stored and shown.
    package var name: String {
        switch self {
        case .queued: "queued"
        case .running: "running"
        case .publishing: "publishing"
        case .retrying: "retrying"
        case .succeeded: "succeeded"
        case .failed: "failed"
        case .cancelled: "cancelled"
        }
    }

    package var lease: RunLease? {
        switch self {
        case .running(let lease), .publishing(let lease): lease
        default: nil
        }
    }

    package var isFinal: Bool {
        switch self {
        case .succeeded, .failed, .cancelled: true
        default: false
        }
    }
}

/// A worker's right to make and publish a partition.
package struct RunLease: Sendable, Hashable, Codable {
    /// No two leases have the same; a publication with another than the run's current one is refused.
    package var token: Int64
    package var worker: String
    package var since: Timestamp
    /// When the scheduler stops it, if nothing else has. Later than the worker's own limit.
    package var deadline: Timestamp
}
