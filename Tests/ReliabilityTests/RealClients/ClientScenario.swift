/// What the clients meet.
enum ClientScenario: String, Sendable {
    case normal, killed, limited, oversize, huge
    case badKey = "badkey"
    case invalid

    var clients: [RealClient] {
        // The others refuse so large an event themselves.
        self == .huge ? [.snowplow, .otlp] : RealClient.allCases
    }

    /// Events of a client.
    func count(_ client: RealClient) -> Int {
        switch self {
        case .normal, .limited: 200
        case .killed: client == .cloudevents ? 100 : 400
        case .oversize: 60
        case .huge, .badKey: 20
        case .invalid: 100
        }
    }

    /// The limit of a write key, or of a source that takes calls without one.
    func limit(_ client: RealClient) -> String? {
        guard self == .limited else { return client.hasKey ? nil : "100000/s" }
        // Less than the events of two requests, so that the second comes too early.
        return client == .snowplow ? "5/s" : "50/s"
    }

    /// A body that is refused before all of it was read must reach the client as it would without anything between.
    var isIntercepted: Bool { self != .huge }
    var hasRetries: Bool { self == .killed || self == .limited }
}
