import BasinCore
import BasinMetastore
import BasinProcessing

/// Workers: they make what is started, or fail in every way.
extension SimulatedWorld {
    func takeStarts() throws {
        for run in mailbox.takeStarted() {
            runsStarted += 1
            newestToken[run.runID] = max(run.lease.token, newestToken[run.runID] ?? 0)
            leases.begin(run, byID[run.datasetID]!.definition)
            justStarted.append(run)
            checkReady(run)
            let plan = makePlan(for: run)
            var seconds = Int64.random(in: self.plan.work, using: &random)
            if case .publish = plan {} else { troubled.insert(run.runID) }
            if run.tries > 1 { troubled.insert(run.runID) }
            if case .hang = plan { seconds = 86_400 }
            if case .publishLate = plan { seconds = 4000 }
            work.append(
                Work(
                    run: run, plan: plan, endsAt: hasTrouble ? now + .seconds(seconds) : now,
                    reads: reads(datasetID: run.datasetID, partition: run.partition.index)))
        }
    }

    private func makePlan(for run: StartedRun) -> Work.Plan {
        guard hasTrouble else { return .publish }
        if let kind = cursed[run.runID] { return .fail(kind) }
        if run.tries == 1, random.chance(0.01) {
            let kind = random.pick([RunFailure.Kind.other, .timeout, .other, .timeout, .other, .missingInput])
            cursed[run.runID] = kind
            return .fail(kind)
        }
        return random.pick(
            Array(repeating: .publish, count: 40) + [
                .fail(.other), .fail(.other), .fail(.missingInput), .fail(.userError), .fail(.memory), .fail(.timeout),
                .hang, .publishLate,
            ])
    }

    func advanceWork() throws {
        // Zombies like best to wake while their heir publishes.
        let staged = work.filter(\.isStaged)
        for item in work where item.isZombie && random.chance(0.3) {
            if staged.contains(where: {
                $0.run.runID == item.run.runID && $0.run.lease.token > item.run.lease.token
            }) {
                publish(item)
            }
        }
        for item in work where item.endsAt <= now {
            let token = item.run.lease.token
            if let index = work.firstIndex(where: { $0.run.lease.token == token }) {
                if case .publish = item.plan, !item.isStaged, hasTrouble, random.chance(plan.stopsAtEvents ? 0.4 : 0.1)
                {
                    // Staged now, published at some later moment.
                    guard tell(.staged(token: token), item) else {
                        work.remove(at: index)
                        continue
                    }
                    work[index].isStaged = true
                    work[index].endsAt = now + .seconds(random.pick([0, 30, 3000]))
                    continue
                }
                work.remove(at: index)
            }
            switch item.plan {
            case .hang: break
            case .fail(let kind):
                let event = RunEvent.failed(
                    token: token, RunFailure(kind, "As planned."), random: Double.random(in: 0..<1, using: &random))
                if tell(event, item) { leases.end(token) }
                // The same report, again.
                if random.chance(0.2), tell(event, item) { violations.append("a failure counted twice") }
            case .publish, .publishLate:
                publish(item)
                if random.chance(0.1) { publish(item) }
            }
        }
    }

    /// As a worker's server does: in the metastore, whoever decides.
    /// - Returns: whether it counted.
    private func tell(_ event: RunEvent, _ item: Work) -> Bool {
        let now = now
        return (try? metastore.write { try $0.apply(event, to: item.run.runID, at: now) }) != nil
    }

    private func publish(_ item: Work) {
        let token = item.run.lease.token, now = now
        let place = Place(datasetID: item.run.datasetID, partition: item.run.partition.index)
        let published = try? metastore.write { transaction in
            if !item.isStaged { _ = try transaction.apply(.staged(token: token), to: item.run.runID, at: now) }
            return try transaction.publishRun(
                item.run.runID, token: token, rows: 1, bytes: 1, checksum: "\(token)", at: now)
        }
        guard let published else {
            refusedZombies += 1
            return
        }
        leases.end(token)
        if !tokensPublished.insert(token).inserted { violations.append("token \(token) published twice") }
        if token != newestToken[item.run.runID] {
            violations.append("a lease that was lost published run \(item.run.runID)")
        }
        if published.revision != revision(place) + 1 {
            violations.append("revision \(published.revision) of \(place)")
        }
        revisions[place.datasetID, default: [:]][place.partition] = published.revision
        readFor[place] = item.reads
        runsEnded += 1
    }
}
