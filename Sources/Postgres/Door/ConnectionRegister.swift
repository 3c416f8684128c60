import Synchronization

/// The connections that there are: how many, whose, and what is needed to cancel what they do.
final class ConnectionRegister: Sendable {
    private struct Entry {
        var secret: [UInt8]
        var account: String
        var running: RunningQueries
    }
    private struct State {
        var sockets = 0
        var sessions: [Int32: Entry] = [:]
        var nextProcess: Int32 = 1
    }
    private let state = Mutex(State())
    private let limits: PostgresLimits
    /// Sockets above those of sessions, for clients that are just coming and for requests to cancel.
    private static let entrance = 32

    init(limits: PostgresLimits) { self.limits = limits }

    /// A client connected. False: there are far too many.
    func enter() -> Bool {
        state.withLock { state in
            guard state.sockets < limits.connections + Self.entrance else { return false }
            state.sockets += 1
            return true
        }
    }

    func leave() { state.withLock { $0.sockets -= 1 } }

    /// - Returns: the session's number among those that are there.
    /// - Throws: `PostgresError` when there are as many as there may be.
    func register(account: String, secret: [UInt8], _ running: RunningQueries) throws -> Int32 {
        try state.withLock { state in
            guard state.sessions.count < limits.connections else {
                throw PostgresError(
                    "53300", "There are \(limits.connections) connections, as many as may be; close some.",
                    severity: .fatal)
            }
            guard state.sessions.values.lazy.filter({ $0.account == account }).count < limits.connectionsOfOne else {
                throw PostgresError(
                    "53300",
                    "\(account) has \(limits.connectionsOfOne) connections, as many as one account may; close some.",
                    severity: .fatal)
            }
            while state.sessions[state.nextProcess] != nil { state.nextProcess = Self.after(state.nextProcess) }
            let process = state.nextProcess
            state.nextProcess = Self.after(process)
            state.sessions[process] = Entry(secret: secret, account: account, running: running)
            return process
        }
    }

    private static func after(_ process: Int32) -> Int32 { process == .max ? 1 : process + 1 }

    func remove(_ process: Int32) { state.withLock { $0.sessions[process] = nil } }

    /// Cancels what the session does, if the secret is its own. Nobody is told whether it was.
    func cancel(process: Int32, secret: [UInt8]) {
        let entry = state.withLock { $0.sessions[process] }
        guard let entry, Self.areEqual(entry.secret, secret) else { return }
        entry.running.cancel()
    }

    /// Takes as long whichever byte differs.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
