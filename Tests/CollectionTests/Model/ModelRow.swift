import BasinCore

/// One row of a dataset as it was read back.
struct ModelRow: Equatable {
    var identity: ModelEvent.Identity
    var eventTime: Int64
    var received: Timestamp
    var sentTime: Int64?
    var sequence: Int64?
    var version: Int
    /// Subjects are pseudonyms here, sealed values are opened.
    var values: [String?]
    /// Of the file in the metastore; the row's own must be the same.
    var hour: Hour
    var partitionTime: Int64
}
