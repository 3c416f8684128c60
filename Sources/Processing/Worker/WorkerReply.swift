/// What a worker tells.
package enum WorkerReply: Sendable, Hashable, Codable {
    /// Once, before anything else.
    case ready(engineVersion: String)
    /// Every second, also while it works.
    case heartbeat(WorkerHeartbeat)
    /// The process group of the command that it runs; nil when that is gone.
    case command(group: Int32?)
    /// Exactly one for every order.
    case result(WorkResult)
}
