/// How a query worker ends on purpose.
enum QueryWorkerExit {
    /// Nobody sends it anything any more.
    static let done: Int32 = 0
    /// Its memory went over the limit of its order.
    static let memory: Int32 = 86
    /// What it was sent is no message, or comes when it cannot.
    static let garbage: Int32 = 87
}
