/// What an event type, a dataset or a dataset of others is called, and who answers for it.
package struct DatasetHead: Sendable {
    package var kind: CatalogEntry.Kind
    package var name: String
    package var owner: String
    /// Queries of the last 30 days that named it.
    package var uses: Int
}
