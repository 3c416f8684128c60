import BasinCore
import BasinMetastore

/// One pass of the scheduler that decides.
extension Scheduler {
    func decide(_ memory: inout SchedulerMemory, at now: Timestamp, _ effects: inout [Effect]) throws -> PassSummary {
        try follow(&memory)
        try poll(&memory, at: now)
        try elapse(&memory, at: now, &effects)
        try follow(&memory)
        while let id = memory.wakes.pop(at: now) { memory.dirty.insert(id) }
        let made = try makeRuns(&memory, at: now)
        let started = try startRuns(&memory, at: now, &effects)
        var next = now + .seconds(10)
        if let wake = memory.wakes.next { next = min(next, wake) }
        for id in memory.timed { if let moment = memory.runs[id]?.nextMoment { next = min(next, moment) } }
        return PassSummary(decides: true, made: made, started: started, next: max(next, now))
    }

    /// Time limits that have passed, and retries whose moment has come.
    private func elapse(_ memory: inout SchedulerMemory, at now: Timestamp, _ effects: inout [Effect]) throws {
        let due = memory.timed.sorted().compactMap { memory.runs[$0] }.filter { run in
            run.nextMoment.map { $0 <= now } ?? false
        }
        guard !due.isEmpty else { return }
        let (runs, stops) = try commit(memory.lease) { transaction in
            var runs: [RunRecord] = [], stops: [Effect] = []
            for run in due {
                let event = run.state.lease.map { RunEvent.timedOut(token: $0.token, random: random()) } ?? .retryDue
                // Its worker may have told its end just now: then that counts.
                guard let after = try? transaction.apply(event, to: run.id, at: now) else {
                    try transaction.noteChange(datasetID: run.datasetID, partition: run.partition)
                    continue
                }
                runs.append(after.run)
                for case .stop(let token) in after.actions { stops.append(.stop(runID: run.id, token: token)) }
            }
            return (runs, stops)
        }
        effects += stops
        for run in runs where run.isActive { try remember(run, &memory) }
    }

    /// - Returns: how many runs were made.
    private func makeRuns(_ memory: inout SchedulerMemory, at now: Timestamp) throws -> Int {
        var wishes: [Wish] = []
        for id in memory.dirty.sorted() { wishes += look(at: id, &memory, now) }
        memory.dirty = []
        var made = 0
        for start in stride(from: 0, to: wishes.count, by: 1000) {
            let part = wishes[start..<min(start + 1000, wishes.count)]
            let runs = try commit(memory.lease) { transaction in
                return try part.compactMap { wish -> RunRecord? in
                    if let tick = wish.tick { try transaction.setTick(datasetID: wish.run.datasetID, at: tick) }
                    guard
                        try transaction.snapshot.activeRun(datasetID: wish.run.datasetID, partition: wish.run.partition)
                            == nil
                    else {
                        try transaction.noteChange(datasetID: wish.run.datasetID, partition: wish.run.partition)
                        return nil
                    }
                    return try transaction.makeRun(wish.run, retries: wish.retries, at: now)
                }
            }
            for run in runs {
                try remember(run, &memory)
                if run.reason == RunReason.correction.rawValue {
                    memory.datasets[run.datasetID]?.corrections.append(now)
                }
            }
            for wish in part { if let tick = wish.tick { memory.datasets[wish.run.datasetID]?.record.tickAt = tick } }
            made += runs.count
        }
        try endBackfills(&memory, at: now)
        return made
    }

    /// Backfills of which every partition has a run that has ended.
    private func endBackfills(_ memory: inout SchedulerMemory, at now: Timestamp) throws {
        guard memory.datasets.values.contains(where: { !$0.backfills.isEmpty }) else { return }
        var busy: Set<Int64> = []
        for run in memory.runs.values { if let id = run.backfillID { busy.insert(id) } }
        let over = memory.datasets.values.flatMap(\.backfills).filter {
            $0.remaining.isEmpty && !busy.contains($0.record.id)
        }
        guard !over.isEmpty else { return }
        try commit(memory.lease) { transaction in
            // Somebody may have cancelled it just now.
            for backfill in over where try transaction.snapshot.backfill(id: backfill.record.id)?.endedAt == nil {
                try transaction.setState(.done, backfillID: backfill.record.id, at: now)
            }
        }
        for backfill in over {
            memory.datasets[backfill.record.datasetID]?.backfills.removeAll { $0.record.id == backfill.record.id }
        }
    }

    private func startRuns(_ memory: inout SchedulerMemory, at now: Timestamp, _ effects: inout [Effect]) throws -> Int
    {
        var (order, waiting) = memory.startOrder(slots: slots, onlyToStart: true)
        let chosen = order.choose(waiting)
        guard !chosen.isEmpty else { return 0 }
        let worker = owner
        let limits = chosen.map { memory.datasets[$0.datasetID]?.definition.limits.seconds ?? 3600 }
        let started = try commit(memory.lease) { transaction in
            var started: [(RunRecord, RunLease)] = []
            for (run, seconds) in zip(chosen, limits) {
                let token = try transaction.nextFencingToken()
                let event = RunEvent.started(token: token, worker: worker, seconds: seconds)
                // Somebody may have cancelled it just now.
                guard let after = try? transaction.apply(event, to: run.runID, at: now) else { continue }
                for case .start(let lease) in after.actions { started.append((after.run, lease)) }
            }
            return started
        }
        for (record, lease) in started {
            try remember(record, &memory)
            memory.lastTurns[record.datasetID] = lease.token
            guard let dataset = memory.datasets[record.datasetID], let run = memory.runs[record.id] else { continue }
            effects.append(
                .start(
                    StartedRun(
                        runID: record.id, datasetID: record.datasetID,
                        partition: Partition(dataset.definition.granularity, index: record.partition), lease: lease,
                        tries: run.tries, reason: record.reason)))
        }
        return started.count
    }
}
