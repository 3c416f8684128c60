/// One Parquet file of a table.
package struct DataFile: Sendable, Hashable {
    /// Absolute.
    package var path: String
    /// Hours, days or months since 1970, as the table's transform says; nil exactly when the table has no partitions.
    package var partition: Int32?
    package var recordCount: Int64
    package var byteCount: Int64

    package init(path: String, partition: Int32?, recordCount: Int64, byteCount: Int64) {
        self.path = path
        self.partition = partition
        self.recordCount = recordCount
        self.byteCount = byteCount
    }
}
