/// When a new session begins: at the first event after a pause.
package struct Session: Sendable, Hashable {
    package private(set) var id: String
    package private(set) var lastActive: WallTime

    package init(id: String, lastActive: WallTime) {
        self.id = id
        self.lastActive = lastActive
    }

    /// Notes an event. A clock that goes back makes no pause.
    ///
    /// - Returns: whether a session began.
    package mutating func touch(at time: WallTime, idle: Duration, newID: () -> String) -> Bool {
        defer { lastActive = time }
        guard lastActive.distance(to: time) >= idle else { return false }
        id = newID()
        return true
    }
}
