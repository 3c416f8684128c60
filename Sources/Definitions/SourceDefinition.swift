package import BasinCore

/// A source as its file declares it, and where in it things stand.
package struct SourceDefinition: Sendable, Hashable {
    package var source: EventSource
    /// Relative to the project's folder.
    package var file: String
    /// It names no catch-all, so one is made for it.
    package var makesCatchAll: Bool
    /// Lines by what stands there: `events.song_played`, `catch_all`.
    package var lines: [String: Int]

    package init(source: EventSource, file: String, makesCatchAll: Bool, lines: [String: Int] = [:]) {
        self.source = source
        self.file = file
        self.makesCatchAll = makesCatchAll
        self.lines = lines
    }
}
