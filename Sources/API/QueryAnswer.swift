package import NIOCore

/// A query's result on its way to the client.
package struct QueryAnswer: Sendable {
    package var contentType: String
    package var body: AsyncThrowingStream<ByteBuffer, any Error>

    package init(contentType: String, body: AsyncThrowingStream<ByteBuffer, any Error>) {
        self.contentType = contentType
        self.body = body
    }
}
