/// A protocol that other vendors' clients speak. CloudEvents are Basin's own and need no source.
package enum ClientProtocol: String, Sendable, Codable, CaseIterable {
    /// Segment's HTTP Tracking API, which RudderStack's clients speak too.
    case segment
    /// Snowplow's tracker protocol, version 2: POST and GET pixel.
    case snowplow
    /// PostHog's capture API.
    case posthog
    /// OpenTelemetry's logs over HTTP, as protobuf or JSON.
    case otlp

    /// What a client calls its own, named events: the call that a route is about when it names none.
    package var customCalls: [String] {
        switch self {
        case .segment: ["track"]
        case .snowplow: ["ue", "se"]
        case .posthog: ["capture"]
        case .otlp: ["log"]
        }
    }

    /// Whether a client may put its write key into the body.
    package var hasKeyInBody: Bool { self == .segment || self == .posthog }

    /// Every kind of call that a source may name.
    package var calls: [String] {
        switch self {
        case .segment: ["track", "identify", "page", "screen", "group", "alias"]
        case .snowplow: ["ue", "se", "pv", "pp", "tr", "ti"]
        case .posthog: ["capture", "identify", "alias", "page", "screen"]
        case .otlp: ["log"]
        }
    }

    /// Where in a call the client's own properties are: the default data of a typed event.
    package var properties: String {
        switch self {
        case .segment, .posthog: "properties"
        case .snowplow: "data"
        case .otlp: "attributes"
        }
    }
}
