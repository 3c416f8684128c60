/// The union of several runs, in order.
enum IdentityMerge {
    /// Identities that go to the writer at once.
    private static let chunk = 16_384

    private struct Source {
        var next: UnsafePointer<IdentityHash>
        var end: UnsafePointer<IdentityHash>
    }

    /// Appends every identity of the runs once. The runs must be verified: one that is out of order is a programming
    /// error.
    static func write(_ runs: [IdentityRun], to writer: IdentityRunWriter) throws {
        let runs = runs.filter { $0.count > 0 }
        guard !runs.isEmpty else { return }
        try withUnsafeTemporaryAllocation(of: Source.self, capacity: runs.count) { sources in
            try withUnsafeTemporaryAllocation(of: UInt128.self, capacity: runs.count) { heads in
                try withUnsafeTemporaryAllocation(of: IdentityHash.self, capacity: chunk) { output in
                    var live = 0
                    for run in runs {
                        guard let start = run.identities.baseAddress else { continue }
                        sources.initializeElement(at: live, to: Source(next: start + 1, end: start + run.count))
                        heads.initializeElement(at: live, to: key(start.pointee))
                        live += 1
                    }
                    var last: UInt128?
                    while live > 0 {
                        let filled = fill(output, sources, heads, &live, &last)
                        try writer.append(UnsafeBufferPointer(rebasing: output[..<filled]))
                    }
                }
            }
        }
        withExtendedLifetime(runs) {}
    }

    /// Fills the output as far as it goes, and returns how far.
    ///
    /// A linear search for the smallest head, as whole numbers: it compiles to conditional moves, which for the few
    /// runs that merge at once is faster than a heap whose branches nobody can predict.
    private static func fill(
        _ output: UnsafeMutableBufferPointer<IdentityHash>, _ sources: UnsafeMutableBufferPointer<Source>,
        _ heads: UnsafeMutableBufferPointer<UInt128>, _ live: inout Int, _ last: inout UInt128?
    ) -> Int {
        var filled = 0
        // In the beginning, any value but the one that comes out first.
        var previous = last ?? ~(heads[..<live].min() ?? 0)
        while filled < output.count, live > 0 {
            var smallest = 0
            var value = heads[0]
            for place in 1..<max(1, live) {
                let head = heads[place]
                let less = head < value
                value = less ? head : value
                smallest = less ? place : smallest
            }
            output[filled] = IdentityHash(
                high: UInt64(truncatingIfNeeded: value &>> 64), low: UInt64(truncatingIfNeeded: value))
            filled &+= value == previous ? 0 : 1
            previous = value
            if sources[smallest].next == sources[smallest].end {
                live -= 1
                sources[smallest] = sources[live]
                heads[smallest] = heads[live]
            } else {
                heads[smallest] = key(sources[smallest].next.pointee)
                sources[smallest].next += 1
            }
        }
        last = previous
        return filled
    }

    @inline(__always)
    private static func key(_ hash: IdentityHash) -> UInt128 { UInt128(hash.high) << 64 | UInt128(hash.low) }
}
