import BasinCore
import BasinMetastore

/// What a scheduler does first.
extension Scheduler {
    /// Takes the leases of runs that somebody else's workers had, and applies what was said about missed ticks.
    func recover(_ memory: inout SchedulerMemory, at now: Timestamp, _ effects: inout [Effect]) throws {
        let lost = memory.runs.values
            .filter { run in run.state.lease.map { !self.effects.isUnderWay($0.token) } ?? false }
            .sorted { $0.id < $1.id }
        let missed = missedTicks(memory, at: now)
        guard !lost.isEmpty || !missed.isEmpty else { return }
        let (runs, stops) = try commit(.recover, memory.lease) { transaction in
            var runs: [RunRecord] = [], stops: [Effect] = []
            for run in lost {
                // It may have ended since it was read; then nothing is lost.
                guard let token = run.state.lease?.token,
                    let after = try? transaction.apply(.lost(token: token, random: random()), to: run.id, at: now)
                else { continue }
                runs.append(after.run)
                stops.append(.stop(runID: run.id, token: token))
            }
            for miss in missed {
                if miss.isWhole {
                    try transaction.setTick(datasetID: miss.datasetID, at: now)
                } else {
                    try transaction.skip(
                        datasetID: miss.datasetID, partitions: miss.partitions,
                        reason: "Basin was down when it was due, and `missed` says that it is not made up for.", at: now
                    )
                }
            }
            return (runs, stops)
        }
        effects += stops
        for run in runs where run.isActive { try remember(run, &memory) }
        for miss in missed {
            if miss.isWhole {
                memory.datasets[miss.datasetID]?.record.tickAt = now
            } else {
                memory.datasets[miss.datasetID]?.skip(miss.partitions)
            }
        }
    }

    private struct Miss: Sendable {
        var datasetID: UInt32
        var partitions: Range<Int>
        /// Of a dataset without partitions: its ticks.
        var isWhole = false
    }

    private func missedTicks(_ memory: SchedulerMemory, at now: Timestamp) -> [Miss] {
        guard let before = memory.lease.renewedBefore, before + leaseDuration + leaseDuration < now else { return [] }
        var misses: [Miss] = []
        for dataset in memory.datasets.values where dataset.due.trigger.missed != .all && dataset.due.schedule != nil {
            if dataset.definition.granularity == .none {
                if dataset.due.trigger.missed == .none {
                    misses.append(Miss(datasetID: dataset.id, partitions: 0..<1, isWhole: true))
                }
                continue
            }
            let first = dataset.due.end(at: before)
            var end = dataset.due.end(at: now)
            if dataset.due.trigger.missed == .last, let tick = dataset.due.lastTick(at: now) {
                let moment =
                    Timestamp(microseconds: tick.microseconds - 1) + .seconds(dataset.due.trigger.offsetSeconds)
                end = min(end, dataset.due.end(at: moment))
            }
            guard first < end else { continue }
            var settled = dataset.published
            for partition in dataset.active.keys { settled.insert(partition) }
            for gap in settled.gaps(in: first..<end) { misses.append(Miss(datasetID: dataset.id, partitions: gap)) }
        }
        return misses.sorted { ($0.datasetID, $0.partitions.lowerBound) < ($1.datasetID, $1.partitions.lowerBound) }
    }
}
