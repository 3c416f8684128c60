package import BasinCore
package import NIOCore

/// A request of another protocol's client as the door saw it.
package struct ClientDoorRequest: Sendable {
    package var clientProtocol: ClientProtocol
    /// The kind of call that the path names; nil: each call says its own.
    package var call: String?
    /// The write key's secret in a header or the query; the body may hold one, too.
    package var writeKey: String?
    /// Snowplow's pixel: the query is the event, and there is no body.
    package var pixel: String?
    package var isProtobuf = false
    package var isGzip = false
    package var userAgent: String?
    package var isAnonymous = false
    /// The answer names the calls.
    package var wantsIDs = false
    /// Nothing is stored; the answer says what would become of the calls.
    package var isDryRun = false
    package var body = ByteBuffer()

    package init(_ clientProtocol: ClientProtocol, call: String? = nil) {
        self.clientProtocol = clientProtocol
        self.call = call
    }
}
