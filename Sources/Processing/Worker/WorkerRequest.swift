/// What a worker is told.
package enum WorkerRequest: Sendable, Hashable, Codable {
    /// Only while it has none.
    case order(WorkOrder)
    /// Of the order that it has; of another, nothing happens.
    case cancel(run: String)
}
