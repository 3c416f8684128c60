/// What asked for a run.
package enum RunReason: String, Sendable, Codable, CaseIterable {
    /// Its inputs were there.
    case data
    /// A tick of its schedule.
    case time
    /// An input got a new revision.
    case correction
    case backfill
    /// A person.
    case request
    /// A person, as a repetition of an earlier run: it reads what that one read.
    case rerun
}
