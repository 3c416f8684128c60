package import BasinCore
import BasinMetastore
import Synchronization

extension Scheduler {
    /// Why there is what there is of a partition; of a missing input also why that one is missing.
    /// - Throws: `.notFound`; `.invalid` for what is no partition.
    package func why(_ dataset: String, _ partition: String, at now: Timestamp) throws -> [Reason] {
        try memory.withLock { memory in
            // One that does not decide looks at a copy made for this question.
            guard memory != nil else {
                var copy = try load(SchedulerLease(owner: owner, until: now, epoch: 0))
                return try reasons(of: dataset, partition, &copy, at: now)
            }
            return try reasons(of: dataset, partition, &memory!, at: now)
        }
    }

    private func reasons(
        of dataset: String, _ partition: String, _ memory: inout SchedulerMemory, at now: Timestamp
    ) throws -> [Reason] {
        try follow(&memory)
        let record = try metastore.read { try $0.dataset(named: dataset) }
        guard let record else {
            throw BasinError(.notFound, "There is no dataset named \(dataset.prefix(80)) that a pipeline makes; `basin datasets` lists them.")
        }
        if let refusal = memory.refused[record.dataset.id] {
            return [Reason(.refused, refusal, remedy: "Correct the definition and apply it.")]
        }
        let granularity = record.dataset.definition.granularity
        guard let wanted = Partition(partition, granularity) else {
            throw BasinError(.invalid, "`\(partition.prefix(40))` is no \(granularity.rawValue) of \(dataset).")
        }
        let order = memory.settledOrder(slots: slots)
        return try reasons(record.dataset.id, wanted.index, memory, order, at: now, depth: 1)
    }

    private func reasons(
        _ id: UInt32, _ partition: Int, _ memory: SchedulerMemory, _ order: StartOrder, at now: Timestamp, depth: Int
    ) throws -> [Reason] {
        guard let dataset = memory.datasets[id] else { return [] }
        let (record, last) = try metastore.read { snapshot in
            let record = try snapshot.partition(datasetID: id, partition)
            let last = try record.givenUpRun.flatMap { try snapshot.run(id: $0) }?.decodedMachine().state
            return (record, last)
        }
        var situation = Situation(
            definition: dataset.definition, partition: Partition(dataset.definition.granularity, index: partition),
            record: record)
        situation.expired = try metastore.read { try $0.expired(datasetID: id, in: partition..<partition + 1).first }
        situation.isRemoved = dataset.record.dataset.isRemoved
        situation.pausedAt = dataset.record.pausedAt
        situation.pausedBy = dataset.record.pausedBy
        situation.due =
            dataset.definition.granularity == .none
            ? (dataset.due.trigger.kind == .manual
                ? nil : dataset.due.schedule == nil ? now : dataset.due.nextChange(after: now))
            : dataset.due.due(partition)
        situation.isBeforeStart = partition < dataset.due.first
        if dataset.skipped.contains(partition) {
            situation.skip = try metastore.read { snapshot in
                try snapshot.skippedPartitions(datasetID: id).last { $0.partitions.contains(partition) }
            }
        }
        if let runID = dataset.active[partition], let run = memory.runs[runID] {
            situation.run = (runID, run.state, run.updatedAt)
            if run.state == .queued {
                situation.waitsFor = order.blocker(
                    of: memory.waiting(run, dataset), isLiveWaiting: order.isLiveWaiting)
            }
        }
        situation.lastFailure = last
        situation.isRerunComing = dataset.isRerunComing(partition, at: now)
        situation.backfillID = dataset.backfills.first { $0.remaining.contains(partition) }?.record.id
        if dataset.due.trigger.waitsForData || situation.isRerunComing,
            let (missing, _) = memory.missing(for: partition, of: dataset, situation.isRerunComing ? dataset.rerunWaitsFor : .everything, at: now)
        {
            situation.missing = missing
            if depth > 0 {
                situation.because = try reasons(
                    missing.inputID, missing.partition.index, memory, order, at: now, depth: depth - 1)
                if situation.because.isEmpty { situation.because = try hourReasons(missing, at: now) }
            }
        }
        return Why.reasons(situation, at: now)
    }

    /// Of an event type's hour that is not sealed: what collection says about it.
    private func hourReasons(_ missing: MissingInput, at now: Timestamp) throws -> [Reason] {
        guard missing.partition.granularity == .hour, missing.why == .notThere else { return [] }
        let hour = Hour(index: missing.partition.index)
        if hour.end > now { return [Reason(.notDue, "The hour is not over; it ends at \(hour.end).")] }
        let problem = try metastore.read { try $0.hour(typeID: missing.inputID, hour)?.problem }
        guard let problem else {
            return [
                Reason(
                    .notLooked, "The hour is over and will be sealed when everything of it is delivered.",
                    since: hour.end)
            ]
        }
        return [
            Reason(
                .failed, "The hour cannot be sealed: \(problem)", since: hour.end,
                remedy: "See `basin hours \(missing.inputName)`.")
        ]
    }
}
