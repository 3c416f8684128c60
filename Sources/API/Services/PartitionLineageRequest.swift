/// A revision, and what is asked about it.
package struct PartitionLineageRequest: Sendable {
    package var dataset: String
    package var partition: String
    /// Nil: the current one.
    package var revision: Int?
    /// `up`, `down` or `both`.
    package var direction: String
    package var depth: Int
    package var limit: Int
}
