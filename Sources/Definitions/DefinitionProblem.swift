/// One thing that is wrong in a project's files, with the place and what to do about it.
package struct DefinitionProblem: Sendable, Hashable, CustomStringConvertible {
    /// Relative to the project's folder.
    package var file: String
    /// From 1. A problem of the whole file names line 1.
    package var line: Int
    /// From 1, where it is known.
    package var column: Int?
    package var message: String
    /// What the author of the file can do; empty where the message says it.
    package var remedy: String

    package init(file: String, line: Int, column: Int? = nil, message: String, remedy: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.remedy = remedy
    }

    /// `events/song_played.yaml:7: what is wrong; what to do`.
    /// Of SQL, whose lines are long, the column too: `datasets/songs.sql:7:12: …`.
    package var description: String {
        let place = column.map { file.hasSuffix(".sql") ? "\(line):\($0)" : "\(line)" } ?? "\(line)"
        return "\(file):\(place): \(message)" + (remedy.isEmpty ? "" : "; \(remedy)")
    }
}
