import Testing

/// A client of another collector as PyPI has it, and where its events go in the project of these tests.
enum RealClient: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case segment, rudder, snowplow, posthog
    /// The same package with the protocol that answers event by event.
    case posthogV1 = "posthog_v1"
    case cloudevents, otlp

    var testDescription: String { rawValue }

    /// The driver in `Tests/Clients`.
    var program: String { rawValue + "_client.py" }

    /// The type of the events "Song Played".
    var songType: String { self == .segment ? "song_played" : rawValue + "_song" }
    /// The type of page views, where they have one.
    var pageType: String? { self == .segment || self == .rudder ? rawValue + "_page" : nil }
    /// The type of everything else.
    var catchAll: String? { self == .cloudevents ? nil : rawValue + "_events" }
    var types: [String] { [songType, pageType, catchAll].compactMap(\.self) }

    /// Snowplow's trackers know no key: an application's id stands for one.
    var hasKey: Bool { self != .snowplow }
    /// Log records have no id of their own.
    var knowsIDs: Bool { self != .otlp }
    /// The others choose the time of a retry themselves.
    var obeysRetryAfter: Bool { self != .rudder && self != .snowplow }
    /// The client throws an event of 300 KiB away before it is sent, and says so.
    var refusesOversize: Bool { self == .segment }

    /// Events in a request, when nothing goes wrong.
    private func batch(_ scenario: ClientScenario) -> Int {
        switch self {
        case .segment, .rudder, .posthog, .posthogV1: 100
        // A tenth of the normal ones goes by GET, one by one.
        case .snowplow: scenario == .normal ? 5 : 10
        case .cloudevents: 1
        case .otlp: 50
        }
    }

    /// Most requests that so many events may take: batches that a timer cut short, and retries if there is a reason.
    func mostRequests(_ events: Int, _ scenario: ClientScenario) -> Int {
        events / batch(scenario) + (scenario.hasRetries ? 30 : 5)
    }

    /// What happens to the requests before a server is killed. A tracker of Snowplow puts what failed and what waits
    /// into one request, so that it makes fewer.
    var interferences: [Int: Interceptor.Interference] {
        self == .snowplow ? [1: .loseAnswer, 2: .hold] : [2: .loseAnswer, 4: .hold]
    }
}
