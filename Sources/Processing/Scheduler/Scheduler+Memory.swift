import BasinCore
import BasinMetastore

/// Taking over, and keeping the copy like the metastore.
extension Scheduler {
    /// Takes or prolongs the lease; loads everything when it is new.
    /// - Returns: false while another scheduler decides.
    func renew(_ memory: inout SchedulerMemory?, at now: Timestamp, _ effects: inout [Effect]) throws -> Bool {
        if let lease = memory?.lease, lease.until > now + leaseDuration / 2, lease.until <= now + leaseDuration {
            return true
        }
        let seen = memory?.seen
        let lease = try metastore.write { transaction in
            if let seen { try transaction.forgetScheduleChanges(through: seen) }
            return try transaction.takeSchedulerLease(owner: owner, for: leaseDuration, at: now)
        }
        try afterCommit(.lease)
        guard let lease else { return false }
        if memory?.lease.epoch == lease.epoch {
            memory?.lease = lease
            return true
        }
        var loaded = try load(lease)
        try recover(&loaded, at: now, &effects)
        memory = loaded
        return true
    }

    /// A copy of the metastore's state as it is now.
    func load(_ lease: SchedulerLease) throws -> SchedulerMemory {
        try metastore.read { snapshot in
            var memory = SchedulerMemory(lease: lease)
            memory.seen = try snapshot.lastScheduleChange()
            memory.quotas = try snapshot.teamQuotas()
            memory.pools = try snapshot.pools()
            let published = try snapshot.publishedRanges()
            let expired = try snapshot.expiredRanges()
            for record in try snapshot.datasets() {
                insert(record, &memory)
                memory.datasets[record.dataset.id]?.setPublished(published[record.dataset.id] ?? PartitionRanges())
                memory.datasets[record.dataset.id]?.expire(expired[record.dataset.id] ?? PartitionRanges())
            }
            try markTroubles(of: nil, &memory, snapshot)
            for run in try snapshot.activeRuns() { try remember(run, &memory) }
            for backfill in try snapshot.openBackfills() {
                try remember(backfill, &memory, snapshot)
            }
            // Two days before the lease was taken: the clock may go back.
            let since = lease.until + (.seconds(-2 * 86_400) - leaseDuration)
            for run in try snapshot.correctionRuns(since: since) {
                memory.datasets[run.datasetID]?.corrections.append(run.at)
            }
            for typeID in memory.readers.keys where memory.datasets[typeID] == nil {
                memory.events[typeID] = try snapshot.eventHours(typeID: typeID).map(InputHours.init)
            }
            memory.dirty = Set(memory.datasets.keys)
            return memory
        }
    }

    private func insert(_ record: DatasetRecord, _ memory: inout SchedulerMemory) {
        let id = record.dataset.id
        for input in record.dataset.inputs { memory.readers[input.id, default: []].insert(id) }
        do {
            memory.datasets[id] = try DatasetState(record)
            memory.refused[id] = nil
        } catch {
            memory.datasets[id] = nil
            memory.refused[id] = (error as? BasinError)?.message ?? "\(error)"
        }
    }

    func remember(_ record: RunRecord, _ memory: inout SchedulerMemory) throws {
        if record.isActive {
            let run = try ActiveRun(record)
            memory.runs[record.id] = run
            if run.nextMoment == nil { memory.timed.remove(run.id) } else { memory.timed.insert(run.id) }
            memory.unordered.insert(record.datasetID)
            memory.datasets[record.datasetID]?.active[record.partition] = record.id
        } else {
            // Ended as soon as it was made.
            memory.datasets[record.datasetID]?.giveUp(record.partition)
        }
        if let backfillID = record.backfillID,
            let place = memory.datasets[record.datasetID]?.backfills.firstIndex(where: { $0.record.id == backfillID })
        {
            memory.datasets[record.datasetID]?.backfills[place].remaining.remove(record.partition)
        }
    }

    private func remember(
        _ backfill: BackfillRecord, _ memory: inout SchedulerMemory, _ snapshot: BasinMetastore.Snapshot
    ) throws {
        memory.datasets[backfill.datasetID]?.backfills.append(
            BackfillState(backfill, made: try snapshot.backfilledPartitions(id: backfill.id)))
        memory.backfilled.insert(backfill.datasetID)
    }

    /// - Parameter id: nil: of all.
    private func markTroubles(
        of id: UInt32?, _ memory: inout SchedulerMemory, _ snapshot: BasinMetastore.Snapshot
    ) throws {
        for trouble in try snapshot.troubledPartitions(datasetID: id) {
            memory.datasets[trouble.datasetID]?.mark(
                trouble.partition, isStale: trouble.isStale, isGivenUp: trouble.isGivenUp)
        }
        for skip in try snapshot.skippedPartitions(datasetID: id) {
            memory.datasets[skip.datasetID]?.skip(skip.partitions)
        }
    }

    private func forgetRun(_ id: Int64, _ memory: inout SchedulerMemory) {
        memory.timed.remove(id)
        guard let run = memory.runs.removeValue(forKey: id) else { return }
        memory.unordered.insert(run.datasetID)
        if memory.datasets[run.datasetID]?.active[run.partition] == id {
            memory.datasets[run.datasetID]?.active[run.partition] = nil
        }
    }

    /// Reads what changed since the last pass.
    func follow(_ memory: inout SchedulerMemory) throws {
        let changes = try metastore.read { try $0.scheduleChanges(after: memory.seen) }
        guard let last = changes.last else { return }
        // Sealing tells of event types, which are read in no time.
        let whole = changes.filter { $0.partition == nil && memory.events[$0.datasetID] == nil }
        guard Set(whole.map(\.datasetID)).count < 1000 else {
            // After an apply of very many definitions, one reading of everything costs less.
            memory = try load(memory.lease)
            return
        }
        try metastore.read { snapshot in
            var whole: Set<UInt32> = []
            var partitions: [UInt32: Set<Int>] = [:]
            for change in changes {
                if let partition = change.partition {
                    partitions[change.datasetID, default: []].insert(partition)
                } else {
                    whole.insert(change.datasetID)
                }
            }
            for id in whole.union(partitions.keys) {
                if memory.datasets[id] == nil, try snapshot.dataset(id: id) == nil {
                    memory.events[id] = try snapshot.eventHours(typeID: id).map(InputHours.init)
                } else if whole.contains(id) {
                    try reload(id, &memory, snapshot)
                } else {
                    for partition in partitions[id] ?? [] { try refresh(id, partition, &memory, snapshot) }
                }
                memory.touch(id)
            }
            if !whole.isEmpty {
                memory.quotas = try snapshot.teamQuotas()
                memory.pools = try snapshot.pools()
            }
            memory.seen = last.number
        }
    }

    private func reload(_ id: UInt32, _ memory: inout SchedulerMemory, _ snapshot: BasinMetastore.Snapshot) throws {
        guard let record = try snapshot.dataset(id: id) else { return }
        let corrections = memory.datasets[id]?.corrections ?? []
        for input in memory.datasets[id]?.record.dataset.inputs ?? [] { memory.readers[input.id]?.remove(id) }
        for run in memory.datasets[id]?.active.values.map({ $0 }) ?? [] { forgetRun(run, &memory) }
        insert(record, &memory)
        memory.datasets[id]?.corrections = corrections
        memory.datasets[id]?.setPublished(try snapshot.publishedRanges(datasetID: id)[id] ?? PartitionRanges())
        memory.datasets[id]?.expire(try snapshot.expiredRanges(datasetID: id)[id] ?? PartitionRanges())
        try markTroubles(of: id, &memory, snapshot)
        memory.backfilled.remove(id)
        for backfill in try snapshot.openBackfills(datasetID: id) { try remember(backfill, &memory, snapshot) }
        for run in try snapshot.activeRuns(datasetID: id) { try remember(run, &memory) }
        for input in record.dataset.inputs where memory.events[input.id] == nil && input.isEvents {
            memory.events[input.id] = try snapshot.eventHours(typeID: input.id).map(InputHours.init)
        }
    }

    /// Reads one partition again.
    private func refresh(
        _ id: UInt32, _ partition: Int, _ memory: inout SchedulerMemory, _ snapshot: BasinMetastore.Snapshot
    ) throws {
        guard memory.datasets[id] != nil else { return }
        let known = memory.datasets[id]?.active[partition]
        memory.datasets[id]?.note(try snapshot.partition(datasetID: id, partition))
        for record in try snapshot.expired(datasetID: id, in: partition..<partition + 1) {
            memory.datasets[id]?.expire(PartitionRanges(record.partition..<record.partition + 1))
        }
        let run = try snapshot.activeRun(datasetID: id, partition: partition)
        if let known, known != run?.id { forgetRun(known, &memory) }
        if let run { try remember(run, &memory) }
    }

    /// Event types whose hours went on without a signal: hours without events leave no other trace.
    func poll(_ memory: inout SchedulerMemory, at now: Timestamp) throws {
        if let polled = memory.polledAt, polled <= now, now < polled + Self.pollInterval { return }
        memory.polledAt = now
        try metastore.read { snapshot in
            for delivery in try snapshot.deliveries() {
                guard memory.readers[delivery.typeID] != nil,
                    memory.events[delivery.typeID]?.sealedBefore != delivery.sealedBefore.index
                else { continue }
                memory.events[delivery.typeID] = try snapshot.eventHours(typeID: delivery.typeID).map(InputHours.init)
                memory.touch(delivery.typeID)
            }
        }
    }
}
