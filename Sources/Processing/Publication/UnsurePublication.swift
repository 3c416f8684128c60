/// A publication that failed so that nobody knows whether it was done. Its files may go only when the metastore, after
/// a later commit, does not know them.
struct UnsurePublication: Error {
    /// In the table's folder.
    var files: [String]
    var cause: any Error
}
