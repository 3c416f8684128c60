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
        if !memory.dirty.isEmpty { next = now }
        return PassSummary(decides: true, made: made, started: started, next: max(next, now))
    }

    /// Time limits that have passed, and retries whose moment has come.
    private func elapse(_ memory: inout SchedulerMemory, at now: Timestamp, _ effects: inout [Effect]) throws {
        let due = memory.timed.compactMap { memory.runs[$0] }.filter { run in
            run.nextMoment.map { $0 <= now } ?? false
        }.sorted { $0.id < $1.id }
        guard !due.isEmpty else { return }
        let (runs, stops) = try commit(.elapse, memory.lease) { transaction in
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
        // What more of a backfill is to be ended comes with the next pass, so that no pass takes long.
        memory.dirty = Set(wishes.lazy.filter { $0.ruledOut != nil }.map(\.run.datasetID))
        var made = 0
        for start in stride(from: 0, to: wishes.count, by: 1000) {
            let part = wishes[start..<min(start + 1000, wishes.count)]
            let runs = try commit(.make, memory.lease) { transaction in
                try part.compactMap { wish -> RunRecord? in
                    if let tick = wish.tick { try transaction.setTick(datasetID: wish.run.datasetID, at: tick) }
                    guard
                        try transaction.snapshot.activeRun(datasetID: wish.run.datasetID, partition: wish.run.partition)
                            == nil
                    else {
                        try transaction.noteChange(datasetID: wish.run.datasetID, partition: wish.run.partition)
                        return nil
                    }
                    let run = try transaction.makeRun(wish.run, retries: wish.retries, at: now)
                    guard let failure = wish.ruledOut else { return run }
                    return try transaction.apply(.ruledOut(failure), to: run.id, at: now).run
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

    /// Backfills of which every partition has a run that has ended, and those of removed datasets.
    private func endBackfills(_ memory: inout SchedulerMemory, at now: Timestamp) throws {
        var over: [(record: BackfillRecord, state: BackfillRecord.State)] = []
        for id in memory.backfilled.sorted() {
            guard let dataset = memory.datasets[id] else { continue }
            let busy = Set(dataset.active.values.compactMap { memory.runs[$0]?.backfillID })
            for backfill in dataset.backfills where !busy.contains(backfill.record.id) {
                if backfill.remaining.isEmpty {
                    over.append((backfill.record, .done))
                } else if dataset.record.dataset.isRemoved {
                    over.append((backfill.record, .cancelled))
                }
            }
        }
        guard !over.isEmpty else { return }
        try commit(.endBackfills, memory.lease) { transaction in
            // Somebody may have cancelled it just now.
            for (record, state) in over where try transaction.snapshot.backfill(id: record.id)?.endedAt == nil {
                try transaction.setState(state, backfillID: record.id, at: now)
            }
        }
        for (record, _) in over {
            memory.datasets[record.datasetID]?.backfills.removeAll { $0.record.id == record.id }
            if memory.datasets[record.datasetID]?.backfills.isEmpty ?? true {
                memory.backfilled.remove(record.datasetID)
            }
        }
    }

    private func startRuns(_ memory: inout SchedulerMemory, at now: Timestamp, _ effects: inout [Effect]) throws -> Int
    {
        let chosen = memory.chooseStarts(slots: slots)
        guard !chosen.isEmpty else { return 0 }
        let worker = owner
        let limits = chosen.map { memory.datasets[$0.datasetID]?.definition.limits.seconds ?? 3600 }
        let started = try commit(.start, memory.lease) { transaction in
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
