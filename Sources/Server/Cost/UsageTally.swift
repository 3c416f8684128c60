package import BasinCore
package import BasinMetastore
import Synchronization

/// What was used and read since it was last saved: a query must not wait for the disk to be counted.
package final class UsageTally: Sendable {
    package struct Pending: Sendable {
        var usage: [Key: Usage] = [:]
        var reads: [ReadWay: [UInt32: Int]] = [:]

        var isEmpty: Bool { usage.isEmpty && reads.isEmpty }

        package var records: [UsageRecord] {
            usage.map { UsageRecord(kind: $0.kind, datasetID: $0.datasetID, account: $0.account, usage: $1) }
        }
    }

    struct Key: Hashable, Sendable {
        var kind: UsageKind
        var datasetID: UInt32?
        var account: String?
    }

    private struct State {
        var pending = Pending()
        /// The process's time up to which the server's share is counted, and what queries took of it since.
        var countedUntil = ProcessorTime.process
        var queriesSince: Int64 = 0
    }

    private let state = Mutex(State())
    /// The day since 1970 on which old days and reads were last forgotten.
    let forgottenOn = Atomic<Int>(0)

    package init() {}

    /// People read these datasets.
    func read(_ ids: some Sequence<UInt32>, _ way: ReadWay) {
        state.withLock { state in for id in ids { state.pending.reads[way, default: [:]][id, default: 0] += 1 } }
    }

    /// - Parameters:
    ///   - usage: of one query; its bytes read are those of `reads`, by which the rest is shared out.
    ///   - here: processor time of it that this process took, which is not the server's own.
    package func query(_ usage: Usage, here: Int64, of reads: [(id: UInt32, bytes: Int64)], by account: String) {
        let shares = usage.shares(reads.map(\.bytes))
        state.withLock { state in
            state.queriesSince = state.queriesSince.adding(here)
            guard !reads.isEmpty else {
                state.pending.usage[Key(kind: .query, datasetID: nil, account: account), default: Usage()] += usage
                return
            }
            for (read, share) in zip(reads, shares) {
                var share = share
                share.count = usage.count
                share.bytesRead = read.bytes
                state.pending.usage[Key(kind: .query, datasetID: read.id, account: account), default: Usage()] += share
            }
        }
    }

    /// Takes what waits to be saved.
    /// - Parameter withServer: and what the process used since the last time, beside queries.
    package func take(withServer: Bool) -> Pending {
        state.withLock { state in
            if withServer {
                let now = ProcessorTime.process
                let own = max(0, now - state.countedUntil - state.queriesSince)
                state.pending.usage[Key(kind: .server, datasetID: nil, account: nil), default: Usage()] += Usage(
                    cpuMicros: own)
                (state.countedUntil, state.queriesSince) = (now, 0)
            }
            defer { state.pending = Pending() }
            return state.pending
        }
    }

    /// What could not be saved waits again.
    func giveBack(_ pending: Pending) {
        state.withLock { state in
            state.pending.usage.merge(pending.usage, uniquingKeysWith: +)
            for (way, ids) in pending.reads { state.pending.reads[way, default: [:]].merge(ids, uniquingKeysWith: +) }
        }
    }
}

extension ReadWay {
    /// - Parameter door: as the audit log names it; nil for those that show no rows, or only what was refused.
    init?(door: String) {
        switch door {
        case "profile", "quarantine": return nil
        default: self = ReadWay(rawValue: door) ?? .query
        }
    }
}
