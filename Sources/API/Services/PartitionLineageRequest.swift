/// A revision, and what is asked about it.
package struct PartitionLineageRequest: Sendable {
    package var dataset: String
    package var partition: String
    /// Nil: the current one.
    package var revision: Int?
    /// `up`, `down` or `both`.
    package var direction: String
    /// Steps at most.
    package var depth: Int
    /// Revisions at most.
    package var limit: Int
}
