/// Which files of the queue are given up so that more fits below a cap: the oldest.
package enum Eviction {
    /// - Parameters:
    ///   - segments: oldest first; the last is being written to and stays.
    ///   - pinned: being sent; they stay, so that what is delivered is not counted as given up.
    package static func victims(
        _ segments: [Segment], incoming: Int, cap: Int, pinned: Set<UInt64>
    ) -> [Segment] {
        var excess = segments.reduce(incoming) { $0 + $1.end } - cap
        var victims: [Segment] = []
        for segment in segments.dropLast() where excess > 0 && !pinned.contains(segment.id) {
            victims.append(segment)
            excess -= segment.end
        }
        return victims
    }
}
