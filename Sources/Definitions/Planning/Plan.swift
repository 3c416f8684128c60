package import BasinCore

/// What applying a project would do, worked out without doing any of it.
package struct Plan: Sendable, Hashable {
    /// Teams, then event types, each by name; types that stay removed are not mentioned.
    package internal(set) var changes: [Change] = []
    /// Every event type that apply must store, by id: removed ones too, with all ids given. What is refused is in here
    /// as it was.
    package internal(set) var result: [AppliedEventType] = []
    /// Every team that apply must store, by name.
    package internal(set) var teams: [Team] = []
    /// The first type id that is free after the apply.
    package internal(set) var nextTypeID: UInt32

    /// Nothing is breaking. Only then may `result` and `teams` be stored.
    package var isApplicable: Bool { !changes.contains { $0.kind == .breaking } }
    /// There is nothing to do.
    package var isEmpty: Bool { changes.allSatisfy { $0.kind == .unchanged } }

    /// Compares what is applied with what is desired. Pure: the same values give the same plan, and planning the same
    /// project on the result gives an empty one.
    ///
    /// - Parameters:
    ///   - current: every event type ever applied, removed ones too.
    ///   - nextTypeID: the first type id that was never given.
    ///   - hour: the hour in which the plan is applied, the first one in which new types receive events.
    package static func make(
        current: [AppliedEventType], currentTeams: [Team], desired: Project, nextTypeID: UInt32, hour: Hour
    ) -> Plan {
        var planner = Planner(current: current, nextTypeID: nextTypeID, hour: hour)
        return planner.plan(desired, currentTeams: currentTeams)
    }
}
