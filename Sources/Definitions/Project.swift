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
    /// By name.
    package var glossary: [GlossaryTerm]
    /// By name.
    package var tags: [TagRule]
    /// By name. Their SQL is not looked into yet.
    package var queries: [SavedQueryDefinition]
    /// What things cost; nil where no file says.
    package var prices: Prices?

    package init(
        teams: [Team], events: [EventDefinition], datasets: [DatasetDefinition] = [], pools: [Pool] = [],
        sources: [SourceDefinition] = [], glossary: [GlossaryTerm] = [], tags: [TagRule] = [],
        queries: [SavedQueryDefinition] = [], prices: Prices? = nil
    ) {
        self.teams = teams
        self.events = events
        self.datasets = datasets
        self.pools = pools
        self.sources = sources
        self.glossary = glossary
        self.tags = tags
        self.queries = queries
        self.prices = prices
    }

    package var eventTypes: [EventType] { events.map(\.type) }

    /// Reads a project from its files' text by path (`teams.yaml`, `events/song_played.yaml`, `datasets/songs.sql`).
    ///
    /// Pure. Gives every problem, not only the first; a file that is not YAML gives one.
    package static func read(files: [String: String]) -> ProjectReading {
        var reader = ProjectReader()
        return reader.read(files)
    }

    /// Reads the event types that have files, and the teams that own them, for who needs no more.
    ///
    /// What is wrong with other definitions is no matter, nor whether the terms, tags and successors that an event type
    /// names are declared. Pure.
    package static func readEvents(files: [String: String]) -> ProjectReading {
        var reader = ProjectReader(checksReferences: false)
        return reader.read(files.filter { $0.key == ProjectPath.teamsFile || $0.key.hasPrefix("events/") })
    }
}
