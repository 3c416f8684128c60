import BasinCollection
import BasinCore
import BasinMetastore
import BasinProcessing
import BasinWarehouse
import Logging
import Synchronization

/// What a running platform does by itself, round after round.
extension Platform {
    /// Flushes what is old, seals hours, makes datasets, shows both to Iceberg readers, sweeps. Until cancelled.
    package func run() async {
        // After a crash between a publication and its snapshot: the first round looks at every table.
        unprojected.insert((try? await projectedTables().map(\.id)) ?? [])
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { [self] in await pipelines.run() }
                group.addTask { [self] in await exportLineage() }
                group.addTask { [self] in
                    while !Task.isCancelled {
                        await profileWhatIsNew()
                        try? await Task.sleep(for: .seconds(1))
                    }
                }
                while !Task.isCancelled {
                    await tick()
                    await unprojected.wait(atMost: .seconds(1))
                }
                group.cancelAll()
            }
        } onCancel: {
            endLiveAnswers()
            endProfiles()
        }
        await projectWhatIsBehind()
    }

    /// One round of `run`.
    package func tick() async {
        await delivery.flushDue(followed: followers.followed)
        await delivery.spillStuck()
        await sealEndedHours()
        if let position = try? await delivery.safePosition() {
            do {
                try await BlockingThreads.shared.run { [log, hold] in
                    try hold.unlessHeld { try log.release(through: position) }
                }
            } catch {
                logger.warning("log segments could not be removed", metadata: ["error": "\(error)"])
            }
        }
        await delivery.sweepObsolete()
        try? await BlockingThreads.shared.run { [pipelines] in try pipelines.executor.sweepHeld() }
        try? await BlockingThreads.shared.run { [self] in try forgetOldLineageEvents() }
        await expireQuarantine()
        await expireByRetention()
        await auditRepeatedRefusals()
        watchDisk()
        await BlockingThreads.shared.attempt { [self] in
            // One that fails is tried again in the next round, and keeps none of the others waiting.
            try? saveQuotaUse()
            try? saveUses()
            try? saveUsage()
            try? noteAudit()
            try? forgetOldAnswers()
            try? saveQueries()
        }
    }

    /// Says once that events are refused, and once that they are taken again.
    private func watchDisk() {
        let isAlmostFull = disk.isAlmostFull
        guard toldOfDisk.exchange(isAlmostFull, ordering: .relaxed) != isAlmostFull else { return }
        if isAlmostFull {
            logger.error("the disk of the data folder is almost full: events are refused until there is room")
        } else {
            logger.notice("the disk of the data folder has room again: events are taken")
        }
    }

    /// A quota holds over a restart; what a `kill -9` takes of its count is a second's.
    func saveQuotaUse() throws {
        let usage = limiter.usage
        guard !usage.keys.isEmpty || !usage.types.isEmpty else { return }
        let (keys, types) = try metastore.read { try $0.quotaUse() }
        let newKeys = usage.keys.filter { keys[$0.key] != QuotaUse(day: usage.day, used: $0.value) }
        let newTypes = usage.types.filter { types[$0.key] != QuotaUse(day: usage.day, used: $0.value) }
        guard !newKeys.isEmpty || !newTypes.isEmpty else { return }
        try metastore.write { try $0.saveQuotaUse(day: usage.day, keys: newKeys, types: newTypes) }
    }

    /// Once a day: what is too old to be replayed is of no use to anybody.
    private func expireQuarantine() async {
        let today = Hour(clock.now()).index / 24
        guard expiredOn.exchange(today, ordering: .relaxed) != today else { return }
        do {
            let events = try await BlockingThreads.shared.run { [quarantine] in try quarantine.expire() }
            counters.expired(events)
            guard events > 0 else { return }
            logger.notice("refused events were kept their time and removed", metadata: ["events": "\(events)"])
        } catch {
            expiredOn.store(0, ordering: .relaxed)
            logger.warning("refused events that are too old could not be removed", metadata: ["error": "\(error)"])
        }
    }

    /// Once an hour: answers kept for requests that are sent again go when their time is over.
    private func forgetOldAnswers() throws {
        let hour = Hour(clock.now()).index
        guard answersForgottenIn.exchange(hour, ordering: .relaxed) != hour else { return }
        try keptAnswers.forgetOld()
    }

    /// Seals hours that are over, and shows them to Iceberg.
    package func sealEndedHours() async {
        guard let watermark = try? await log.watermark() else { return }
        let changed = await delivery.seal(before: Hour(watermark.receivedTime))
        if !changed.isEmpty { pipelines.signal() }
        unprojected.insert(changed)
        await projectWhatIsBehind()
    }
}
