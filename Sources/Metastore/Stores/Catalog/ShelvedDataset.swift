/// A dataset in its place among all, those in trouble first.
package struct ShelvedDataset: Sendable, Hashable {
    package var id: UInt32
    package var name: String
    package var owner: String
    package var tier: String?
    /// Partitions that are given up, and those that are stale.
    package var failed: Int
    package var stale: Int
}
