package import NIOCore

/// Events of OpenLineage as they came.
package struct LineageBody: Sendable {
    package var bytes: ByteBuffer
    package var isGzip: Bool
    /// An array of events, not one.
    package var isBatch: Bool

    /// Bytes at most of a body, as received and inflated.
    package static let most = 8 << 20
}
