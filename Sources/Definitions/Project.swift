package import BasinCore

/// Everything that a project's files declare, read and checked.
package struct Project: Sendable, Hashable {
    /// By name.
    package var teams: [Team]
    /// By name.
    package var events: [EventDefinition]

    package init(teams: [Team], events: [EventDefinition]) {
        self.teams = teams
        self.events = events
    }

    package var eventTypes: [EventType] { events.map(\.type) }

    /// Reads a project from its files' text by path (`teams.yaml`, `events/song_played.yaml`).
    ///
    /// Pure. Gives every problem, not only the first; a file that is not YAML gives one.
    package static func read(files: [String: String]) -> ProjectReading {
        var reader = ProjectReader()
        return reader.read(files)
    }
}
