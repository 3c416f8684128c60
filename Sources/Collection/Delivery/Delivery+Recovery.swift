extension Delivery {
    /// Delivers everything at once, on the caller's thread. Only while nothing else uses the delivery: at start. A type
    /// that cannot be delivered keeps its rows and its problem; the others go on.
    package func flushAllNow() {
        for id in buffer.pendingRows().keys.sorted() { try? flushNow(id) }
    }
}
