/// A dataset, or one column of it, among those that data goes through.
package struct LineageNode: Sendable, Hashable {
    /// Of an event type, a dataset, or a dataset of others (`ForeignDataset`).
    package var datasetID: UInt32
    /// Nil: the dataset as a whole.
    package var column: String?

    package init(datasetID: UInt32, column: String? = nil) {
        self.datasetID = datasetID
        self.column = column
    }
}
