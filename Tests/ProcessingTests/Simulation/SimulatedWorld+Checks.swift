import BasinCore
import BasinMetastore
import BasinProcessing
import Foundation

/// What must hold, worked out the slow way: partition by partition, from the meaning of the definitions.
extension SimulatedWorld {
    /// The input partitions that a partition reads, found by going through all that come near.
    func needs(_ dataset: AppliedDataset, _ partition: Int) -> [(input: ResolvedInput, partitions: [Int])] {
        let own = Partition(dataset.definition.granularity, index: partition)
        return dataset.inputs.map { input in
            if input.granularity == .none { return (input, [0]) }
            if dataset.definition.granularity == .none {
                return (input, revisions[input.id].map { $0.keys.sorted() } ?? [])
            }
            let start = dataset.definition.start!
            if input.window.isPrevious { return (input, own.start > start ? [partition - 1] : []) }
            let lower = max(start, own.start + .seconds(-input.window.lookbackSeconds))
            var found: [Int] = []
            var candidate = Partition(input.granularity, holding: lower).previous
            while candidate.start < own.end {
                if candidate.start >= lower { found.append(candidate.index) }
                candidate = candidate.next
            }
            return (input, found)
        }
    }

    /// Revisions of everything that a partition reads and that has one, as they are now.
    func reads(datasetID: UInt32, partition: Int) -> [Place: Int] {
        var reads: [Place: Int] = [:]
        for (input, partitions) in needs(byID[datasetID]!, partition) {
            for index in partitions {
                let place = Place(datasetID: input.id, partition: index)
                let revision = revision(place)
                if revision > 0 { reads[place] = revision }
            }
        }
        return reads
    }

    private func isExpected(_ input: ResolvedInput, _ partition: Int) -> Bool {
        guard !input.isEvents, let start = byID[input.id]?.definition.start else {
            return true
        }
        return Partition(input.granularity, index: partition).start >= start
    }

    func isReady(_ dataset: AppliedDataset, _ partition: Int) -> Bool {
        needs(dataset, partition).allSatisfy { input, partitions in
            if dataset.definition.granularity == .none, input.granularity != .none {
                return input.isEvents || !partitions.isEmpty
            }
            return partitions.allSatisfy { index in
                // Hours before the type existed were never declared complete.
                input.isEvents
                    ? index >= firstHour[input.id]! && index < sealedBefore[input.id]!
                    : !isExpected(input, index) || revision(Place(datasetID: input.id, partition: index)) > 0
            }
        }
    }

    /// Of a run that got a worker.
    func checkReady(_ run: StartedRun) {
        let dataset = byID[run.datasetID]!
        guard run.reason != "request", dataset.definition.trigger.waitsForData else { return }
        if !isReady(dataset, run.partition.index) {
            violations.append("\(dataset.name) \(run.partition) began without its inputs")
        }
        if dataset.definition.granularity != .none, run.partition.end > now, jumps == 0 {
            violations.append("\(dataset.name) \(run.partition) began before its end")
        }
    }

    /// After everything has come to rest.
    func checkEnd() throws {
        let skips = try metastore.read { try $0.skippedPartitions() }
        for dataset in datasets {
            let id = dataset.id, due = try DueTimes(dataset.definition)
            let records = try metastore.read { try $0.partitions(datasetID: id, in: Int.min..<Int.max) }
            if dataset.definition.granularity == .none {
                let published = revision(Place(datasetID: id, partition: 0)) > 0
                if !published, dataset.definition.trigger.kind == .data, isReady(dataset, 0) {
                    violations.append("\(dataset.name) was never made")
                }
            } else {
                for partition in due.first..<due.end(at: now)
                where revision(Place(datasetID: id, partition: partition)) == 0 {
                    if skips.contains(where: { $0.datasetID == id && $0.partitions.contains(partition) }) { continue }
                    if dataset.definition.trigger.waitsForData, !isReady(dataset, partition) { continue }
                    let written = Partition(dataset.definition.granularity, index: partition).description
                    let why = try JSONEncoder().encode(try schedulers[0].why(dataset.name, written, at: now))
                    violations.append("\(dataset.name) \(written) was skipped: \(String(decoding: why, as: UTF8.self))")
                }
            }
            for record in records where record.revision > 0 {
                let place = Place(datasetID: id, partition: record.partition)
                if revision(place) != record.revision {
                    violations.append("\(place) has another revision in the metastore")
                }
                try checkFreshness(dataset, record)
            }
        }
        try checkBackfillsEnd()
        try checkRetryBudgets()
    }

    /// A revision is what would be made of the inputs as they are, or it is marked.
    private func checkFreshness(_ dataset: AppliedDataset, _ record: PartitionRecord) throws {
        let place = Place(datasetID: dataset.id, partition: record.partition)
        let partitionedOnly = { (reads: [Place: Int]) in
            reads.filter { read in
                dataset.definition.granularity == .none
                    || dataset.inputs.contains { $0.id == read.key.datasetID && $0.granularity != .none }
            }
        }
        let now = partitionedOnly(reads(datasetID: dataset.id, partition: record.partition))
        let then = partitionedOnly(readFor[place] ?? [:])
        if now != then, record.staleSince == nil {
            violations.append("\(place) is not what its inputs give, and not marked")
        }
        if now == then, record.staleSince != nil, dataset.definition.granularity != .none {
            violations.append("\(place) is marked without a cause: \(record.staleReason ?? "")")
        }
        let isTimed = dataset.definition.trigger.kind != .data
        if dataset.definition.granularity == .none, !isTimed, record.staleSince != nil, isReady(dataset, 0) {
            violations.append("\(place) stayed stale")
        }
    }
}
