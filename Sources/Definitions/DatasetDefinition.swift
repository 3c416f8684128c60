package import BasinCore

/// A dataset as its files declare it, and where in them things stand.
package struct DatasetDefinition: Sendable, Hashable {
    package var dataset: Dataset
    /// Relative to the project's folder.
    package var file: String
    /// Where its SQL is; nil for a command.
    package var sqlFile: String?
    /// Lines in `file` by what stands there: `inputs.song_played`, `checks.row_count`, `columns.user_id`.
    package var lines: [String: Int]

    package init(dataset: Dataset, file: String, sqlFile: String?, lines: [String: Int] = [:]) {
        self.dataset = dataset
        self.file = file
        self.sqlFile = sqlFile
        self.lines = lines
    }

    package var name: String { dataset.name }
}
