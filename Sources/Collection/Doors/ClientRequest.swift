package import BasinCore

/// A request of another protocol's client as the door saw it, without its body.
package struct ClientRequest: Sendable {
    /// How the body, or what stands for one, is written.
    package enum Encoding: Sendable {
        case json
        /// OTLP only.
        case protobuf
        /// Snowplow's pixel: the query without its question mark, and no body.
        case query(String)
    }

    package var clientProtocol: ClientProtocol
    /// The kind of call that the path names; nil: each call says its own, and the body holds a batch of them.
    package var call: String?
    package var encoding: Encoding
    package var isGzip: Bool
    package var userAgent: String?
    /// `SP-Anonymous`: nothing of the request itself may tell the person.
    package var isAnonymous: Bool

    package init(
        _ clientProtocol: ClientProtocol, call: String? = nil, encoding: Encoding = .json, isGzip: Bool = false,
        userAgent: String? = nil, isAnonymous: Bool = false
    ) {
        self.clientProtocol = clientProtocol
        self.call = call
        self.encoding = encoding
        self.isGzip = isGzip
        self.userAgent = userAgent
        self.isAnonymous = isAnonymous
    }
}
