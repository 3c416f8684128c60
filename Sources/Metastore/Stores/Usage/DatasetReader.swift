/// Who asks for a dataset.
package struct DatasetReader: Sendable, Hashable {
    package var account: String
    package var queries: Int
    /// When last, since 1970.
    package var lastDay: Int
}
