package import BasinCore
import BasinMetastore

/// Explains a partition: what there is, why there is no more, and what to do. Pure.
package enum Why {
    /// - Returns: never empty; what is nearest to the cause comes first.
    package static func reasons(_ situation: Situation, at now: Timestamp) -> [Reason] {
        let name = situation.definition.name, partition = situation.partition
        var reasons: [Reason] = []
        if let expired = situation.expired {
            return [
                Reason(
                    .expired,
                    "Revision \(expired.revision) had \(expired.rows.counted("row")) and was removed: \(name) was kept \(expired.retentionDays.counted("day")).",
                    since: expired.at, remedy: "Nothing; what expired is not made again.")
            ]
        }
        if let run = situation.run { reasons.append(active(situation, run, "\(name) \(partition)")) }
        if situation.record.revision > 0 { reasons += published(situation) }
        guard situation.run == nil, situation.record.revision == 0 else { return reasons }
        if situation.isRemoved {
            return [
                Reason(
                    .removed, "The definition of \(name) was removed; nothing is made any more.",
                    remedy: "Apply it again.")
            ]
        }
        if let days = situation.definition.retentionDays, let first = situation.definition.firstKept(at: now), partition.index < first {
            return [
                Reason(
                    .expired, "It ended more than \(days.counted("day")) ago, and \(name) is kept no longer: it is not made any more.",
                    remedy: "Declare a longer `retention`.")
            ]
        }
        if situation.isBeforeStart {
            return [
                Reason(
                    .beforeStart, "\(name) begins at \(situation.definition.start.map(\.description) ?? "no time").",
                    remedy: "Declare an earlier `start`.")
            ]
        }
        if let run = situation.record.givenUpRun { reasons.append(givenUp(situation, run)) }
        if let skip = situation.skip {
            reasons.append(
                Reason(
                    .skipped, "It was skipped: \(skip.reason)", since: skip.at,
                    remedy: "Make it with `basin run \(name) \(partition)`."))
        }
        if let pausedAt = situation.pausedAt {
            reasons.append(
                Reason(
                    .paused, "\(situation.pausedBy ?? "Somebody") paused \(name).", since: pausedAt,
                    remedy: "Resume it with `basin resume \(name)` and --catch-up or --skip."))
        }
        if let id = situation.backfillID {
            reasons.append(Reason(.backfill, "Backfill \(id) will make it when its turn comes."))
        }
        guard reasons.isEmpty else { return reasons }
        if partition.granularity != .none, partition.end > now {
            return [Reason(.notDue, "It is not over; it ends at \(partition.end).")]
        }
        guard let due = situation.due else {
            return [
                Reason(
                    .manual, "\(name) is made only when somebody asks.",
                    remedy: "Make it with `basin run \(name) \(partition)`.")
            ]
        }
        if due > now { return [Reason(.notDue, "It is due at \(due).")] }
        if let missing = situation.missing { return [Self.missing(missing, since: due, because: situation.because)] }
        return [
            Reason(
                .notLooked, "It is due and its inputs are there; the next pass of the scheduler makes a run.",
                since: due)
        ]
    }

    private static func active(
        _ situation: Situation, _ run: (id: Int64, state: RunState, since: Timestamp), _ what: String
    ) -> Reason {
        switch run.state {
        case .running(let lease):
            return Reason(
                .running, "Run \(run.id) is making \(what); it is stopped at \(lease.deadline) at the latest.",
                since: lease.since)
        case .publishing(let lease):
            return Reason(.publishing, "Run \(run.id) made \(what) and is publishing it.", since: lease.since)
        case .retrying(let at, let failure):
            return Reason(
                .retrying, "Run \(run.id) failed and is tried again at \(at): \(failure.message)", since: run.since,
                remedy: "Wait, or look at `basin runs`.")
        default:
            let (resource, remedy) = situation.waitsFor.map(Self.resource) ?? ("its start", "Wait.")
            return Reason(.queued, "Run \(run.id) waits for \(resource).", since: run.since, remedy: remedy)
        }
    }

    private static func resource(_ resource: WaitsFor) -> (String, String) {
        switch resource {
        case .worker: ("a worker; all have work", "Wait, or give Basin more workers.")
        case .team(let team, let runs):
            ("the quota of \(team): \(runs.counted("run")) at once", "Wait, or raise `runs` in teams.yaml.")
        case .pool(let pool, 0): ("the pool \(pool), which has no slots", "Define \(pool) in pools.yaml.")
        case .pool(let pool, let slots): ("the pool \(pool): \(slots.counted("slot"))", "Wait, or raise `slots` in pools.yaml.")
        case .backfillShare: ("the backfills' share of the workers", "Wait; what is due goes first.")
        case .pausedBackfill: ("its backfill, which is paused", "Resume the backfill.")
        case .pausedDataset: ("its dataset, which is paused", "Resume the dataset.")
        }
    }

    private static func published(_ situation: Situation) -> [Reason] {
        let record = situation.record
        var reasons = [
            Reason(
                .published,
                "Revision \(record.revision) has \(record.rows.counted("row"))\(record.runID.map { "; run \($0) made it" } ?? "").",
                since: record.publishedAt)
        ]
        if let since = record.staleSince { reasons.append(stale(situation, since)) }
        // While a new run is under way, that is what counts.
        if situation.run == nil, let run = record.givenUpRun { reasons.append(givenUp(situation, run)) }
        return reasons
    }

    private static func stale(_ situation: Situation, _ since: Timestamp) -> Reason {
        var stale = Reason(.stale, "An input changed since: \(situation.record.staleReason ?? "").", since: since)
        if situation.isRerunComing {
            stale.sentence += " It will be made again."
            if let missing = situation.missing {
                stale.because = [Self.missing(missing, since: nil, because: situation.because)]
            }
        } else {
            stale.remedy =
                "It is not made again by itself; use `basin run \(situation.definition.name) \(situation.partition)`."
        }
        return stale
    }

    private static func givenUp(_ situation: Situation, _ run: Int64) -> Reason {
        let remedy = "Put it right, then `basin run \(situation.definition.name) \(situation.partition)`."
        switch situation.lastFailure {
        case .failed(let failure): return Reason(.failed, "Run \(run) was given up: \(failure.message)", remedy: remedy)
        case .cancelled(let person): return Reason(.failed, "\(person) cancelled run \(run).", remedy: remedy)
        default: return Reason(.failed, "Run \(run) was given up.", remedy: remedy)
        }
    }

    private static func missing(_ missing: MissingInput, since: Timestamp?, because: [Reason]) -> Reason {
        let what =
            missing.partition.granularity == .none ? missing.inputName : "\(missing.inputName) \(missing.partition)"
        var reason = Reason(.waitsForInput, "", since: since, because: because)
        switch missing.why {
        case .notThere: reason.sentence = "It waits for \(what), which is not there yet."
        case .neverReceived:
            reason.sentence = "It waits for \(what): nobody has said that it is complete, and nothing live comes for that time any more."
            reason.remedy = "Import what there is with --from and --to, or declare a later `start`."
        case .stale: reason.sentence = "It waits for \(what), which will be made again because an input of it changed."
        case .running: reason.sentence = "It waits for \(what), which is being made."
        case .expired:
            reason.sentence = "It reads \(what), which its retention removed: it cannot be made any more."
            reason.remedy = "Declare a longer retention of \(missing.inputName) or a shorter look-back; what expired does not come back."
        case .removed:
            reason.sentence = "It waits for \(what), and there is no such dataset any more."
            reason.remedy = "Change the definition so that it reads something else."
        }
        return reason
    }
}
