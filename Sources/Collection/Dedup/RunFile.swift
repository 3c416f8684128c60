package import BasinCore

/// What the metastore keeps about one identity run: enough to open it again, to plan merges and to let it expire.
package struct RunFile: Sendable, Hashable {
    /// Where the bytes of the run are.
    package enum Storage: Sendable, Hashable {
        /// In the index's folder, in the file called `RunFile.name`.
        case file
        /// In the metastore's row: the same bytes that a file would hold.
        case inline([UInt8])
    }

    /// Unique among the runs of all time; the file's name when there is a file.
    package var name: String
    package var storage: Storage
    /// Identities in the run.
    package var count: Int
    /// The receipt hours that the identities come from. At most seven days.
    package var hours: ClosedRange<Hour>

    package init(name: String, storage: Storage, count: Int, hours: ClosedRange<Hour>) {
        self.name = name
        self.storage = storage
        self.count = count
        self.hours = hours
    }
}
