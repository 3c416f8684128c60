/// Whether the person allows events to be gathered.
public enum Consent: String, Sendable, Hashable {
    /// Events are kept and sent.
    case granted
    /// Nothing is kept: events are counted and dropped, and those that wait on disk are erased.
    case denied
    /// Not decided: events are kept on disk, and nothing is sent.
    case pending
}
