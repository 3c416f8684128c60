import BasinCore

/// How much of what others told goes into one answer: it is built in memory, and its nodes may hold a megabyte each.
final class MarquezSize {
    private static let most = 32 << 20
    private var bytes = 0

    /// - Throws: `.tooLarge`.
    func add(_ count: Int) throws {
        bytes += count
        guard bytes > Self.most else { return }
        throw BasinError(
            .tooLarge, "The answer would hold more than \(Self.most >> 20) MiB of facets; ask for fewer at a time, or less deep.")
    }
}
