/// Sends one request and tells what came back.
package protocol Transport: Sendable {
    /// Does not block. `done` is called at most once, from anywhere, with nil when no answer came.
    func send(_ request: DeliveryRequest, done: @escaping @Sendable (DeliveryAnswer?) -> Void)
    /// Gives up what is under way.
    func cancel()
    /// Nothing is sent any more.
    func close()
}
