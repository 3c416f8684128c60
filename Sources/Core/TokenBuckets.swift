/// Token buckets of one size, by the name of who takes from them. Names that nobody has do not fill the memory.
package struct TokenBuckets: Sendable {
    private static let most = 10_000

    package let size: TokenBucket.Size
    private var buckets: [String: TokenBucket] = [:]

    package init(_ size: TokenBucket.Size) { self.size = size }

    /// Works on the bucket of a name, which is a full one when it was not heard of lately.
    package mutating func with<Value>(_ name: String, at now: Timestamp, _ work: (inout TokenBucket) -> Value) -> Value {
        if buckets[name] == nil, buckets.count >= Self.most { makeRoom(now) }
        return work(&buckets[name, default: TokenBucket(size, at: now)])
    }

    /// Full ones say nothing; if none is, who is remembered longest is as good to forget as any.
    private mutating func makeRoom(_ now: Timestamp) {
        buckets = buckets.filter { entry in
            var bucket = entry.value
            return bucket.left(at: now) < size.burst
        }
        if buckets.count >= Self.most { buckets = [:] }
    }
}
