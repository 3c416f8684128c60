/// Which partitions of which column somebody wants to see beside each other.
package struct ProfileHistoryRequest: Sendable {
    /// Nil: all columns.
    package var column: String?
    /// The first partition; nil: the first that is known.
    package var from: String?
    /// The one behind the last; nil: through the last.
    package var to: String?
    /// Partitions at most, the last ones.
    package var limit: Int
}
