package import BasinCore
import Synchronization

/// Holds write keys, open sources and event types to their limits. A batch passes whole or not at all, so that a client may send it
/// again as it is. In memory; the day's counts are given out to be kept (`usage`).
package final class IntakeLimiter: Sendable {
    private struct Limit {
        var limits: EventLimits
        var state: LimitState
    }
    private struct State {
        var senders: [Sender: Limit] = [:]
        var types: [UInt32: Limit] = [:]
        var names: [UInt32: String] = [:]
    }
    private let state = Mutex(State())
    private let clock: Clock
    private let refusals = Atomic<Int>(0)
    /// Clients would not wait longer, and would not notice a limit that was raised.
    static let longestWait = 300

    package init(clock: Clock) { self.clock = clock }

    /// The write keys that have limits, by name, with what they used of a day before.
    package func use(keys: [String: (limits: EventLimits, day: Int, used: Int)]) {
        let now = clock.now()
        state.withLock { state in
            let before = state.senders.reduce(into: [String: Limit]()) { result, sender in
                if case .key(let name) = sender.key { result[name] = sender.value }
            }
            state.senders = state.senders.filter { if case .source = $0.key { true } else { false } }
            state.senders = keys.filter { !$0.value.limits.isEmpty }.reduce(into: state.senders) { result, key in
                let known = before[key.key].flatMap { $0.limits == key.value.limits ? $0.state : nil }
                let used = before[key.key].map { ($0.state.day, $0.state.used) } ?? (key.value.day, key.value.used)
                result[.key(key.key)] = Limit(
                    limits: key.value.limits,
                    state: known ?? LimitState(key.value.limits, now: now, day: used.0, used: used.1))
            }
        }
    }

    /// What the sources take without a write key.
    package func use(_ sources: [EventSource]) {
        let now = clock.now()
        state.withLock { state in
            let before = state.senders
            state.senders = before.filter { if case .key = $0.key { true } else { false } }
            for source in sources {
                guard let limits = source.open, !limits.isEmpty else { continue }
                let sender = Sender.source(source.name)
                let known = before[sender].flatMap { $0.limits == limits ? $0.state : nil }
                state.senders[sender] = Limit(limits: limits, state: known ?? LimitState(limits, now: now))
            }
        }
    }

    /// The event types as applied now.
    package func use(_ types: [AppliedEventType], used: [UInt32: (day: Int, used: Int)] = [:]) {
        let now = clock.now()
        state.withLock { state in
            let before = state.types
            state.types = [:]
            for type in types where !type.isRemoved {
                guard let limits = type.definition.limits, !limits.isEmpty else { continue }
                let known = before[type.id].flatMap { $0.limits == limits ? $0.state : nil }
                let counted = before[type.id].map { ($0.state.day, $0.state.used) } ?? used[type.id] ?? (0, 0)
                state.types[type.id] = Limit(
                    limits: limits, state: known ?? LimitState(limits, now: now, day: counted.0, used: counted.1))
                state.names[type.id] = type.name
            }
        }
    }

    /// Before anything of a request is read.
    /// - Throws: `.rateLimited` while the sender owes.
    package func check(_ sender: Sender) throws {
        let now = clock.now()
        if let refusal = state.withLock({ Self.refusal(&$0.senders[sender], sender.words, now) }) {
            refusals.add(1, ordering: .relaxed)
            throw refusal
        }
    }

    /// Counts a batch.
    /// - Throws: `.rateLimited` when the sender or one of the types owes; then nothing of the batch was counted.
    package func admit(_ batch: IntakeBatch, from sender: Sender) throws {
        let now = clock.now()
        let refusal = state.withLock { state -> BasinError? in
            if state.senders.isEmpty, state.types.isEmpty { return nil }
            if let refusal = Self.refusal(&state.senders[sender], sender.words, now) { return refusal }
            for section in batch.sections {
                let what = "The event type \(state.names[section.typeID] ?? "")"
                if let refusal = Self.refusal(&state.types[section.typeID], what, now) { return refusal }
            }
            Self.forEach(batch, sender, &state) { $0.take($1) }
            return nil
        }
        guard let refusal else { return }
        refusals.add(1, ordering: .relaxed)
        throw refusal
    }

    package var metrics: [Metric] {
        [
            Metric(
                "basin_collection_batches_limited_total", .counter,
                "Requests refused with 429 since the start because a write key or an event type was over its limit",
                refusals.load(ordering: .relaxed))
        ]
    }

    /// A batch that was counted did not become durable.
    package func giveBack(_ batch: IntakeBatch, from sender: Sender) {
        state.withLock { Self.forEach(batch, sender, &$0) { $0.giveBack($1) } }
    }

    private static func forEach(
        _ batch: IntakeBatch, _ sender: Sender, _ state: inout State, _ change: (inout LimitState, Int) -> Void
    ) {
        for section in batch.sections where state.types[section.typeID] != nil {
            change(&state.types[section.typeID]!.state, section.rowCount)
        }
        if state.senders[sender] != nil {
            change(&state.senders[sender]!.state, batch.sections.reduce(0) { $0 + $1.rowCount })
        }
    }

    private static func refusal(_ limit: inout Limit?, _ what: String, _ now: Timestamp) -> BasinError? {
        guard let limits = limit?.limits, let seconds = limit?.state.wait(limits, now: now) else { return nil }
        let wait = min(seconds, longestWait)
        let isQuota = limits.quota.map { (limit?.state.used ?? 0) >= $0 } ?? false
        let told = isQuota ? (limits.quota ?? 0).counted("event") + " a day" : limits.rate?.description ?? ""
        return BasinError(
            .rateLimited,
            "\(what) is over its limit of \(told); send the same batch again in \(wait) s, or have the limit raised.",
            rateLimit: BasinError.RateLimit(
                events: isQuota ? limits.quota ?? 0 : limits.rate?.events ?? 0, retryAfter: wait))
    }

    /// What was used of quotas today: by the key's name, and by the type's id.
    package var usage: (day: Int, keys: [String: Int], types: [UInt32: Int]) {
        let now = clock.now()
        return state.withLock { state in
            let day = LimitState.day(now)
            func used(_ limit: Limit) -> Int? {
                limit.limits.quota != nil && limit.state.day == day ? limit.state.used : nil
            }
            let keys = state.senders.reduce(into: [String: Int]()) { result, sender in
                if case .key(let name) = sender.key { result[name] = used(sender.value) }
            }
            return (day, keys, state.types.compactMapValues(used))
        }
    }
}
