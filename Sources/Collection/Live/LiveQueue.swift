import BasinCore
import Synchronization

/// Where intake leaves what somebody may want to see. It never waits here: without a reader this costs one atomic load,
/// and what does not fit is counted.
final class LiveQueue: Sendable {
    private struct State {
        var wants = LiveWants()
        var offers: [LiveOffer] = []
        var bytes = 0
        var missed: [LiveKind: Int] = [:]
    }
    private let isWatched = Atomic<Bool>(false)
    private let state = Mutex(State())
    private let mostBytes: Int

    init(mostBytes: Int = 16 << 20) { self.mostBytes = mostBytes }

    /// What is kept from now on. Nil: nobody watches.
    func watch(_ wants: LiveWants?) {
        state.withLock { state in
            state.wants = wants ?? LiveWants()
            if wants == nil { (state.offers, state.bytes, state.missed) = ([], 0, [:]) }
            isWatched.store(wants != nil, ordering: .relaxed)
        }
    }

    @inline(__always)
    func offer(_ sections: [IntakeBatch.Section], received: Timestamp) {
        guard isWatched.load(ordering: .relaxed) else { return }
        take(sections, received)
    }

    @inline(never)
    private func take(_ sections: [IntakeBatch.Section], _ received: Timestamp) {
        state.withLock { state in
            for section in sections where state.wants.contains(section.typeID, section.kind) {
                if state.bytes + section.bytes.count <= mostBytes {
                    state.offers.append(LiveOffer(section: section, received: received))
                    state.bytes += section.bytes.count
                } else {
                    state.missed[LiveKind(section), default: 0] += section.rowCount
                }
            }
        }
    }

    /// What came since the last time, and how many rows did not fit.
    func drain() -> (offers: [LiveOffer], missed: [LiveKind: Int]) {
        state.withLock { state in
            defer { (state.offers, state.bytes, state.missed) = ([], 0, [:]) }
            return (state.offers, state.missed)
        }
    }
}
