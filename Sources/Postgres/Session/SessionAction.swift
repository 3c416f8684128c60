/// What a session wants done next, in order. The first that fails ends the list: its error goes to `Session.failed`.
package enum SessionAction: Sendable, Equatable {
    case send(ServerMessage)
    /// What was written is to leave now.
    case flush
    /// Say what parameters and columns the statement has, and tell the session what types were said.
    case describe(name: String, PreparedStatement)
    /// Begin the rows of the portal, unless they are begun.
    case open(name: String, Portal)
    /// Say the columns of the portal, which is open.
    case describeRows(name: String, Portal)
    /// Give rows of the open portal and say how it ended: at most `limit`, 0 for all.
    case fetch(name: String, Portal, limit: Int)
    /// Rows of the portal are not wanted any more; nil: of any.
    case close(String?)
    /// The connection ends.
    case end
}
