/// A record that was refused.
package struct RefusedRecord: Sendable, Equatable {
    /// Its number, from 0.
    package var index: Int
    /// The line of the file, from 1, where it begins; of a Parquet file the row.
    package var line: Int
    package var code: RefusalCode
    package var field: String?
    package var message: String
}
