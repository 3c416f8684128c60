/// What an engine leaves behind.
package struct Staged: Sendable, Hashable {
    /// With the order's columns, their field ids and types; none only where the engine has no rows to write.
    package var files: [StagedFile]
    package var log: String?
    /// The most resident memory of processes that the engine started; 0 when there were none.
    package var peakBytes: Int64

    package init(files: [StagedFile], log: String? = nil, peakBytes: Int64 = 0) {
        self.files = files
        self.log = log
        self.peakBytes = peakBytes
    }
}
