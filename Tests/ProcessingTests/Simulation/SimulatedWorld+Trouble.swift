import BasinCore
import BasinMetastore
import BasinProcessing

/// Sealing, people, and how it all comes to rest.
extension SimulatedWorld {
    func seal() throws {
        for id in typeIDs where nextSeal[id]! <= now {
            let first = sealedBefore[id]!, end = max(first, Hour(now).index)
            let delay = hasTrouble && random.chance(0.05) ? 9 * 3600 : Int64.random(in: 10...1200, using: &random)
            nextSeal[id] = Hour(now).end + .seconds(delay)
            guard end > first else { continue }
            let full = (first..<end).filter { _ in random.chance(0.7) }
            let now = now, signals = random.pick([0, 1, 2])
            try metastore.write { transaction in
                for hour in full {
                    try transaction.inputChanged(id, hour..<hour + 1, reason: "sealed", at: now)
                }
                try transaction.setSealed(typeID: id, before: Hour(index: end))
                for _ in 0..<signals { try transaction.noteChange(datasetID: id) }
            }
            sealedBefore[id] = end
            for hour in full { revisions[id, default: [:]][hour] = 1 }
        }
    }

    /// What people do, and late corrections.
    func meddle() throws {
        let now = now, dataset = random.pick(datasets)
        let person = "somebody"
        if random.chance(0.005), let id = typeIDs.randomElement(using: &random),
            sealedBefore[id]! > Hour(now).index - 48
        {
            let hour = Int.random(in: Hour(now).index - 60..<sealedBefore[id]!, using: &random)
            if hour >= Hour(now).index - 200, hour < sealedBefore[id]! {
                try metastore.write { try $0.inputChanged(id, hour..<hour + 1, reason: "an import", at: now) }
                revisions[id, default: [:]][hour, default: 0] += 1
            }
        }
        // A signal that nobody sent.
        if random.chance(0.05) { try metastore.write { try $0.noteChange(datasetID: dataset.id) } }
        if random.chance(plan.stopsAtEvents ? 0.05 : 0.02), let item = work.randomElement(using: &random) {
            // A correction of what somebody is reading.
            let hours = item.reads.keys.filter { isEvents($0.datasetID) && ($0.partition < sealedBefore[$0.datasetID]!) }
            if let place = hours.max(by: { ($0.partition, $0.datasetID) < ($1.partition, $1.datasetID) }) {
                let hour = place.partition
                try metastore.write {
                    try $0.inputChanged(place.datasetID, hour..<hour + 1, reason: "an import", at: now)
                }
                revisions[place.datasetID, default: [:]][place.partition, default: 0] += 1
            }
        }
        if random.chance(0.003) {
            try schedulers[0].pause(dataset.name, by: person, at: now)
            paused.insert(dataset.id)
        }
        if random.chance(0.02), let id = plan.pipelines > 10 ? paused.min() : dataset.id, paused.contains(id) {
            let after = random.pick([AfterPause.catchUp, .catchUp, .skip])
            try schedulers[1].resume(byID[id]!.name, after, by: person, at: now)
            paused.remove(id)
        }
        if random.chance(0.01), dataset.definition.granularity != .none {
            let granularity = dataset.definition.granularity
            let last = Partition(granularity, holding: now).index - 1
            let request = BackfillRequest(
                dataset: dataset.name, from: Partition(granularity, index: last - random.pick([0, 3, 20])).description,
                to: Partition(granularity, index: last).description, concurrency: random.pick([1, 3, 50]),
                newestFirst: random.chance(0.5))
            if (try? schedulers[0].backfill(request, by: person, at: now)) != nil { backfills += 1 }
        }
        if random.chance(0.01), let open = try metastore.read({ try $0.openBackfills() }).randomElement(using: &random)
        {
            switch Int.random(in: 0...5, using: &random) {
            case 0: try? schedulers[0].cancelBackfill(open.id, by: person, at: now)
            case 1...2: try? schedulers[0].pauseBackfill(open.id, at: now)
            default: try? schedulers[0].resumeBackfill(open.id, at: now)
            }
        }
        if random.chance(0.002), let run = try metastore.read({ try $0.activeRuns() }).randomElement(using: &random) {
            try? schedulers[1].cancel(runID: run.id, by: person, at: now)
        }
    }

    /// No more trouble: everything that can be made is made, and what was given up is asked for.
    func calmDown() throws {
        hasTrouble = false
        mailbox.disarm()
        for id in paused.sorted() {
            try schedulers[0].resume(byID[id]!.name, .catchUp, by: "somebody", at: now)
        }
        paused = []
        try raiseBudgets()
        for backfill in try metastore.read({ try $0.openBackfills() }) where backfill.state == .paused {
            try schedulers[0].resumeBackfill(backfill.id, at: now)
        }
        now = now + .seconds(3600)
        for id in typeIDs { nextSeal[id] = now }
        var quiet = 0
        for _ in 0..<20_000 where quiet < 4 {
            try step()
            let active = try metastore.read { try $0.activeRuns() }
            if work.allSatisfy({ $0.endsAt > now }), active.contains(where: { $0.state != "queued" }) {
                // Retries that wait, and leases whose worker hangs.
                now = now + .seconds(600)
            }
            guard active.isEmpty else {
                quiet = 0
                continue
            }
            quiet += 1
            for trouble in try metastore.read({ try $0.troubledPartitions() }) where trouble.isGivenUp {
                let dataset = byID[trouble.datasetID]!
                _ = try schedulers[0].request(
                    dataset.name, Partition(dataset.definition.granularity, index: trouble.partition).description,
                    by: "somebody", at: now)
                quiet = 0
            }
        }
        if quiet < 4 { violations.append("it never came to rest") }
    }

    /// Somebody applies definitions that let every correction be made. What the budgets were was kept until then.
    private func raiseBudgets() throws {
        try checkCorrectionBudgets()
        for index in datasets.indices where datasets[index].definition.corrections.dailyBudget < 10_000 {
            datasets[index].definition.corrections.dailyBudget = 10_000
            byID[datasets[index].id] = datasets[index]
        }
        let now = now
        try metastore.write { try $0.store(datasets: datasets, at: now) }
    }
}
