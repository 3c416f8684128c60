package import BasinCore
package import BasinMetastore
import Foundation

extension RunRecord {
    /// The machine that the run's text stands for.
    package func decodedMachine() throws -> RunMachine {
        do {
            return try JSONDecoder().decode(RunMachine.self, from: Data(machine.utf8))
        } catch {
            throw BasinError(
                .damaged, "The stored state of run \(id) cannot be read; restore the metastore from a backup.")
        }
    }
}

extension Transaction {
    /// Makes a queued run.
    /// - Throws: `.conflict` when the partition has an active one.
    package func makeRun(_ run: NewRun, retries: Int, at now: Timestamp) throws -> RunRecord {
        let machine = RunMachine(retries: retries)
        return try insert(run, state: machine.state.name, machine: try jsonText(machine), at: now)
    }

    /// Applies an event to a stored run: the new state and the event are durable when the transaction is, and only
    /// then may the actions be carried out.
    /// - Throws: `.notFound`; `.conflict` when the event is stale, and nothing is changed then.
    package func apply(_ event: RunEvent, to runID: Int64, at now: Timestamp) throws -> (
        run: RunRecord, actions: [RunAction]
    ) {
        guard var record = try snapshot.run(id: runID) else {
            throw BasinError(.notFound, "There is no run \(runID); `basin runs` lists them.")
        }
        var machine = try record.decodedMachine()
        let actions = try machine.apply(event, at: now)
        record.machine = try jsonText(machine)
        record.state = machine.state.name
        record.token = machine.state.lease?.token
        if case .started = event {
            // It reads from now on: what changed before is in what it reads.
            record.inputChangedAt = nil
            record.inputChangedReason = nil
        }
        if machine.state.isFinal {
            record.isActive = false
            record.endedAt = now
            record.outcome = try jsonText(machine.state)
        }
        try store(record, event: try jsonText(event), at: now)
        switch machine.state {
        case .failed, .cancelled:
            // Nobody would want it made again at once.
            try setGivenUp(datasetID: record.datasetID, partition: record.partition, runID: runID)
        default: break
        }
        switch event {
        case .started, .retryDue: break  // The scheduler's own; it knows.
        default: try noteChange(datasetID: record.datasetID, partition: record.partition)
        }
        return (record, actions)
    }

    private func jsonText(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
