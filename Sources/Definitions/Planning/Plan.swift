package import BasinCore

/// What applying a project would do, worked out without doing any of it.
package struct Plan: Sendable, Hashable {
    /// Teams, pools, event types, then datasets, each by name; what stays removed is not mentioned.
    package internal(set) var changes: [Change] = []
    /// Every event type that apply must store, by id: removed ones too, with all ids given. What is refused is in here
    /// as it was.
    package internal(set) var result: [AppliedEventType] = []
    /// Every team that apply must store, by name.
    package internal(set) var teams: [Team] = []
    /// Every dataset that apply must store, by id, in the same way.
    package internal(set) var datasets: [AppliedDataset] = []
    /// Every pool that apply must store, by name.
    package internal(set) var pools: [Pool] = []
    /// Every source that apply must store, by name.
    package internal(set) var sources: [EventSource] = []
    /// Every saved query that apply must store, by name.
    package internal(set) var queries: [SavedQuery] = []
    /// What is wrong in the files whatever is stored, by file and line; each is also in the `breaking` change of its
    /// dataset.
    package internal(set) var problems: [DefinitionProblem] = []
    /// The first id of event types and datasets that is free after the apply.
    package internal(set) var nextTypeID: UInt32

    /// Nothing is breaking. Only then may what the plan holds be stored.
    package var isApplicable: Bool { !changes.contains { $0.kind == .breaking } }
    /// There is nothing to do.
    package var isEmpty: Bool { changes.allSatisfy { $0.kind == .unchanged } }

    /// Compares what is applied with what is desired. Pure: the same values give the same plan, and planning the same
    /// project on the result gives an empty one.
    ///
    /// - Parameters:
    ///   - current: every event type ever applied, removed ones too.
    ///   - currentDatasets: every dataset ever applied, removed ones too.
    ///   - nextTypeID: the first id that was never given to an event type or a dataset.
    ///   - hour: the hour in which the plan is applied, the first one in which new types receive events.
    ///   - tools: what reads SQL and cron expressions. Called once a dataset, more often where one reads itself.
    package static func make(
        current: [AppliedEventType], currentDatasets: [AppliedDataset], currentTeams: [Team], currentPools: [Pool],
        currentSources: [EventSource] = [], currentQueries: [SavedQuery] = [], desired: Project, nextTypeID: UInt32, hour: Hour, tools: PlanTools
    ) -> Plan {
        let highest = currentDatasets.map(\.id).max() ?? 0
        var planner = Planner(
            current: current, currentDatasets: currentDatasets, nextTypeID: max(nextTypeID, highest + 1), hour: hour)
        return planner.plan(
            desired, currentTeams: currentTeams, currentPools: currentPools, currentSources: currentSources,
            currentQueries: currentQueries, tools: tools)
    }
}
