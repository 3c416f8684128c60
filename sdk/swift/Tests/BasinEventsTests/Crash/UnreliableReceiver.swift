import BasinEvents
import Foundation

/// What a server makes of requests on a bad day, and everything that it received.
final class UnreliableReceiver: Sendable {
    private struct State {
        var random: SeededRandom
        var isReliable = false
        var received: [ReceivedEvent] = []
        var requests = 0
        var unreadable = 0
    }

    private let state: Guarded<State>
    private let condition = NSCondition()

    init(seed: UInt64) { state = Guarded(State(random: SeededRandom(seed: seed))) }

    var received: [ReceivedEvent] { state.withLock { $0.received } }
    var requests: Int { state.withLock { $0.requests } }
    var unreadable: Int { state.withLock { $0.unreadable } }

    func becomeReliable() { state.withLock { $0.isReliable = true } }

    /// Waits for so many requests more, but not for long: a killed client sends none.
    func waitForRequests(_ count: Int) {
        let limit = Date(timeIntervalSinceNow: 10)
        let last = requests + count
        condition.lock()
        defer { condition.unlock() }
        while requests < last, condition.wait(until: limit) {}
    }

    func reply(_ request: LoopbackServer.Request) -> LoopbackServer.Reply {
        let chance = state.withLock { state in
            let chance = Int.random(in: 0..<100, using: &state.random)
            return state.isReliable ? 0 : chance
        }
        defer {
            condition.lock()
            state.withLock { $0.requests += 1 }
            condition.broadcast()
            condition.unlock()
        }
        switch chance {
        case ..<60: return .answer(take(request))
        case ..<72:
            // Received, and nobody hears of it.
            _ = take(request)
            return .cut
        case ..<75:
            _ = take(request)
            return .silence
        case ..<82: return .cut
        case ..<87: return .answer(FakeServer.error(503, "unavailable"))
        case ..<90: return .answer(FakeServer.error(429, "rate_limited", headers: ["retry-after": "0"]))
        case ..<93: return .answer(FakeServer.error(500, "internal"))
        case ..<95: return .answer(DeliveryAnswer(status: 200, body: Array("<html>Sign in</html>".utf8)))
        case ..<97: return .answer(DeliveryAnswer(status: 302, headers: ["location": "/elsewhere"]))
        default: return .answer(FakeServer.error(413, "too_large"))
        }
    }

    private func take(_ request: LoopbackServer.Request) -> DeliveryAnswer {
        guard request.method == "POST", request.path == "/events",
            request.headers["authorization"] == "Bearer wk_probe",
            let body = Gunzip.inflate(request.body), let events = try? ReceivedEvent.batch(body)
        else {
            state.withLock { $0.unreadable += 1 }
            return FakeServer.error(400, "unreadable")
        }
        state.withLock { $0.received += events }
        return FakeServer.taken(events.count)
    }
}
