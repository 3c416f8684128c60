import BasinAPI
import BasinCore
import BasinMetastore
import NIOCore
import Synchronization

/// Tells live pages that something changed.
extension Platform {
    /// A look at a number a second for each page that is open, and nothing else while nothing changes.
    /// It ends with the token, too.
    func pulse(_ person: Principal, _ departure: Departure) async throws -> QueryAnswer {
        try pulses.enter(person.name)
        let state = PulseState(seen: metastore.commits)
        departure.whenGone { [pulses] in
            state.leave()
            pulses.leave(person.name)
        }
        return QueryAnswer(
            contentType: "text/event-stream", headers: ["Cache-Control": "no-store"],
            body: AsyncThrowingStream { [metastore, followers, credentials, clock] in
                await state.next(
                    commits: { metastore.commits }, isEnding: { followers.isEnding },
                    isGood: { credentials.isGood(person, at: clock.now()) })
            })
    }
}

/// What one open page was told.
private final class PulseState: Sendable {
    private struct Told {
        var seen: Int
        var isFirst = true
        var isGone = false
        /// Seconds that it waited in all.
        var seconds = 0
    }
    private let told: Mutex<Told>

    init(seen: Int) { told = Mutex(Told(seen: seen)) }

    func leave() { told.withLock { $0.isGone = true } }

    /// Something at least every 15 s, so that whoever is between does not take the connection for dead.
    /// - Parameter isGood: whether the token is; asked every five seconds, since there may be many.
    func next(
        commits: @Sendable () -> Int, isEnding: @Sendable () -> Bool, isGood: @Sendable () -> Bool
    ) async -> ByteBuffer? {
        if told.withLock({ told in
            defer { told.isFirst = false }
            return told.isFirst
        }) {
            return ByteBuffer(string: "retry: 5000\n\n")
        }
        for _ in 0..<15 {
            do { try await Task.sleep(for: .seconds(1)) } catch { return nil }
            let (isGone, isDue) = told.withLock { told in
                defer { told.seconds += 1 }
                return (told.isGone, told.seconds.isMultiple(of: 5))
            }
            if isGone || isEnding() || isDue && !isGood() { return nil }
            let now = commits()
            let isNew = told.withLock { told in
                defer { told.seen = now }
                return told.seen != now
            }
            if isNew { return ByteBuffer(string: "event: changed\ndata: \(now)\n\n") }
        }
        return ByteBuffer(string: ":\n\n")
    }
}
