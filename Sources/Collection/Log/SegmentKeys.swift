package import BasinKeys

/// The key of each segment: made with it, kept apart from it, destroyed with it. All calls block.
package struct SegmentKeys: Sendable {
    package var create: @Sendable (_ segment: UInt64) throws -> SecretKey
    /// Throws `.notFound` when the key was destroyed.
    package var find: @Sendable (_ segment: UInt64) throws -> SecretKey
    package var destroy: @Sendable (_ segments: [UInt64]) throws -> Void

    package init(_ store: KeyStore) {
        create = { try store.createSegmentKey($0) }
        find = { try store.segmentKey($0) }
        destroy = { try store.destroySegmentKeys($0) }
    }
}
