package import NIOCore

/// One `POST /events` as the door saw it.
package struct IntakeRequest: Sendable {
    /// The secret after `Authorization: Bearer`; nil when absent.
    package var writeKey: String?
    /// The media type without parameters, lower-case; empty when absent.
    package var contentType: String
    /// CloudEvents attributes from `ce-` headers (binary mode), names lower-case without the prefix.
    package var attributes: [String: String]
    package var isGzip: Bool
    /// Nothing is stored; the answer says what would become of the events.
    package var isDryRun: Bool
    package var body: ByteBuffer

    package init(
        writeKey: String?, contentType: String, attributes: [String: String], isGzip: Bool, isDryRun: Bool = false,
        body: ByteBuffer
    ) {
        self.writeKey = writeKey
        self.contentType = contentType
        self.attributes = attributes
        self.isGzip = isGzip
        self.isDryRun = isDryRun
        self.body = body
    }
}
