/// The session of the events that pass, kept over a restart.
struct SessionKeeper {
    private let idle: Duration
    private let random: @Sendable () -> UInt64
    private var session: Session?
    /// When it cannot be written, a restart begins a session.
    private let file: SessionFile?
    private var written = WallTime(microseconds: .min / 2)

    init(_ folder: QueueFolder, idle: Duration, random: @escaping @Sendable () -> UInt64) {
        self.idle = idle
        self.random = random
        file = try? SessionFile(folder)
        if let kept = try? file?.read() { session = Session(id: kept.id, lastActive: kept.lastActive) }
    }

    /// The session of an event.
    mutating func id(at time: WallTime) -> String {
        let random = random
        let newID = { EventID(random: random).text }
        var current = session ?? Session(id: newID(), lastActive: time)
        let isNew = current.touch(at: time, idle: idle, newID: newID) || session == nil
        session = current
        // Once a minute: after a restart a session may be over that much early.
        if isNew || time < written || time >= written.advanced(by: .seconds(60)) {
            try? file?.write(id: current.id, lastActive: time)
            written = time
        }
        return current.id
    }
}
