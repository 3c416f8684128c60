package import BasinCore

/// Everything that a project's files declare, read and checked.
package struct Project: Sendable, Hashable {
    /// By name.
    package var teams: [Team]
    /// By name.
    package var events: [EventDefinition]
    /// By name. Their SQL is not looked into yet: that is planning's.
    package var datasets: [DatasetDefinition]
    /// By name.
    package var pools: [Pool]
    /// By name. The event types that they make are among `events`.
    package var sources: [SourceDefinition]
    /// By name. Their SQL is not looked into yet.
    package var queries: [SavedQueryDefinition]

    package init(
        teams: [Team], events: [EventDefinition], datasets: [DatasetDefinition] = [], pools: [Pool] = [],
        sources: [SourceDefinition] = [], queries: [SavedQueryDefinition] = []
    ) {
        self.teams = teams
        self.events = events
        self.datasets = datasets
        self.pools = pools
        self.sources = sources
        self.queries = queries
    }

    package var eventTypes: [EventType] { events.map(\.type) }

    /// Reads a project from its files' text by path (`teams.yaml`, `events/song_played.yaml`, `datasets/songs.sql`).
    ///
    /// Pure. Gives every problem, not only the first; a file that is not YAML gives one.
    package static func read(files: [String: String]) -> ProjectReading {
        var reader = ProjectReader()
        return reader.read(files)
    }
}
