package import NIOCore

/// A query's result on its way to the client.
package struct QueryAnswer: Sendable {
    package var contentType: String
    /// Headers beside the content type, by name.
    package var headers: [String: String]
    package var body: AsyncThrowingStream<ByteBuffer, any Error>

    package init(
        contentType: String, headers: [String: String] = [:], body: AsyncThrowingStream<ByteBuffer, any Error>
    ) {
        self.contentType = contentType
        self.headers = headers
        self.body = body
    }
}
