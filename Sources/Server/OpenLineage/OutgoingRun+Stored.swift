import BasinCore
import BasinManagement
import BasinMetastore
import BasinProcessing
import Foundation

extension OutgoingRun {
    /// Of what is stored. Nil where an event is of no account to others (a retry that waits, a stage), or where the run
    /// is not known any more.
    init?(_ entry: LineageOutboxEntry, _ namespace: OwnNamespace, in snapshot: BasinMetastore.Snapshot) throws {
        guard let run = try snapshot.run(id: entry.runID),
            let dataset = try snapshot.dataset(id: run.datasetID)?.dataset
        else { return nil }
        let stored = try snapshot.runEvents(runID: run.id)
        guard stored.indices.contains(entry.eventNumber - 1) else { return nil }
        let events = try stored.prefix(entry.eventNumber).map {
            try JSONDecoder().decode(RunEvent.self, from: Data($0.event.utf8))
        }
        let isLast = entry.eventNumber == stored.count
        guard let (step, failure) = Self.step(events, isFinal: isLast && !run.isActive) else { return nil }
        let partition = Partition(dataset.definition.granularity, index: run.partition)
        let pin = try run.pin.map { try RunPin(text: $0) }
        self.init(
            namespace: namespace.text, runUUID: StableUUID.of(run.id, namespace.runKind),
            parentUUID: run.backfillID.map { StableUUID.of($0, namespace.backfillKind) }, step: step,
            at: stored[entry.eventNumber - 1].at, dataset: dataset, partition: partition,
            inputs: pin?.inputs.map { ($0.name, $0.columns, $0.version) }
                ?? dataset.inputs.map { ($0.name, [], nil) },
            engine: pin?.engine, failure: failure)
        if case .published(_, let revision) = events[events.count - 1],
            let made = try snapshot.revision(datasetID: run.datasetID, partition: run.partition, revision)
        {
            let files = try snapshot.files(
                typeID: run.datasetID, in: Hour(index: run.partition)..<Hour(index: run.partition + 1), sealedOnly: true)
            output = Output(revision: revision, rows: made.rows, bytes: made.bytes, files: files.count)
        }
    }

    private static func step(_ events: [RunEvent], isFinal: Bool) -> (Step, String?)? {
        switch events.last {
        case .started:
            let starts = events.count { if case .started = $0 { true } else { false } }
            return (starts == 1 ? .start : .running, nil)
        case .published: return (.complete, nil)
        case .failed(_, let failure, _): return isFinal ? (.fail, failure.message) : nil
        case .timedOut: return isFinal ? (.fail, "The run took longer than its limit of time.") : nil
        case .ruledOut(let failure): return (.fail, failure.message)
        case .cancelled(let person): return (.abort, "Cancelled by \(person).")
        // Most of the time another try follows; not when the server stopped too often meanwhile.
        case .lost: return isFinal ? (.fail, "The server stopped too often during this run; its log may say why.") : nil
        case .staged, .retryDue, nil: return nil
        }
    }
}

extension RunPin.Input {
    /// The revisions of its partitions, as one word a partition; how many there are where they are many.
    fileprivate var version: String? {
        guard !partitions.isEmpty else { return nil }
        guard partitions.count <= 31 else {
            let first = Partition(granularity, index: partitions[0].partition)
            let last = Partition(granularity, index: partitions[partitions.count - 1].partition)
            return "\(first)...\(last) (\(partitions.count) partitions)"
        }
        return partitions.map { "\(Partition(granularity, index: $0.partition)) r\($0.revision)" }.joined(separator: ", ")
    }
}

extension OwnNamespace {
    var runKind: String { "run " + text }
    var backfillKind: String { "backfill " + text }
}
