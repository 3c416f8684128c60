/// How a worker ends on purpose.
package enum WorkerExit {
    /// Its requests ended.
    package static let done: Int32 = 0
    /// Its memory went over the limit of its order.
    package static let memory: Int32 = 86
    /// What it was sent is no request.
    package static let garbage: Int32 = 87
}
