/// The identities of one call, in ascending order, each with the place that it has in the caller's batch.
struct IdentityBatch: ~Copyable {
    struct Entry: BitwiseCopyable {
        var hash: IdentityHash
        var index: UInt32
    }

    private(set) var entries: UnsafeMutableBufferPointer<Entry>
    /// How many entries are still in question; the rest of the memory is unused.
    private(set) var count: Int

    deinit { entries.deallocate() }

    /// Sorts, and keeps the first occurrence of each identity.
    ///
    /// One pass by the leading bits, as many as leave about one entry to a bucket, then by comparison inside the
    /// buckets: some 20 ns an entry for hashes; as a comparison sort for whatever else comes.
    init(_ hashes: UnsafeBufferPointer<IdentityHash>) {
        precondition(hashes.count <= Int(UInt32.max), "a batch is counted in 32 bits")
        entries = .allocate(capacity: hashes.count)
        count = 0
        guard !hashes.isEmpty else { return }

        let bits = min(18, max(1, Int.bitWidth - hashes.count.leadingZeroBitCount - 1))
        let shift = UInt64(64 - bits)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: (1 << bits) + 1) { ends in
            ends.initialize(repeating: 0)
            for hash in hashes { ends[Int(hash.high &>> shift) &+ 1] &+= 1 }
            for bucket in 1..<ends.count { ends[bucket] &+= ends[bucket - 1] }
            // `ends[b]` is where bucket b begins until its entries are placed, then where it ends.
            for index in 0..<hashes.count {
                let bucket = Int(hashes[index].high &>> shift)
                entries.initializeElement(
                    at: Int(ends[bucket]), to: Entry(hash: hashes[index], index: UInt32(truncatingIfNeeded: index)))
                ends[bucket] &+= 1
            }
            var begin = 0
            for bucket in 0..<(ends.count - 1) {
                let end = Int(ends[bucket])
                if end - begin > 1 { Self.sort(UnsafeMutableBufferPointer(rebasing: entries[begin..<end])) }
                begin = end
            }
        }
        count = 1
        for place in 1..<max(1, hashes.count) where entries[place].hash != entries[count - 1].hash {
            entries[count] = entries[place]
            count &+= 1
        }
    }

    var candidates: UnsafeBufferPointer<Entry> { UnsafeBufferPointer(rebasing: entries[..<count]) }

    /// Drops the entries that are marked with 1.
    mutating func drop(_ found: UnsafeMutableBufferPointer<UInt8>) {
        var kept = 0
        for place in 0..<count {
            entries[kept] = entries[place]
            kept &+= 1 &- Int(found[place])
        }
        count = kept
    }

    private static func sort(_ bucket: UnsafeMutableBufferPointer<Entry>) {
        guard bucket.count <= 24 else {
            var bucket = bucket
            bucket.sort { $0.hash != $1.hash ? $0.hash < $1.hash : $0.index < $1.index }
            return
        }
        for place in 1..<bucket.count {
            let entry = bucket[place]
            var hole = place
            while hole > 0, entry.hash < bucket[hole - 1].hash {
                bucket[hole] = bucket[hole - 1]
                hole &-= 1
            }
            bucket[hole] = entry
        }
    }
}
