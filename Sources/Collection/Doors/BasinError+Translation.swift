import BasinCore

extension BasinError {
    /// A body becomes more than a client may make of it by saying something once for thousands of events.
    static func tooLargeAsEvents(_ limit: Int) -> BasinError {
        BasinError(.tooLarge, "The body comes to more than \(limit) bytes of events; send fewer in one request.")
    }
}
