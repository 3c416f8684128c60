import BasinCollection
import BasinCore
import BasinEngines
import BasinManagement
import BasinMetastore
import BasinProcessing
import Synchronization

/// What things use, written down where it is used.
extension Platform {
    /// Days and reads are kept so long; months for ever.
    private static let keptDays = 400

    /// Saves what queries used and who read what. Once an hour, and when the platform ends: what the server used itself,
    /// and what is stored. A `kill -9` takes a second's of queries, and an hour's of the server's own.
    func saveUsage(isLast: Bool = false) throws {
        let now = clock.now(), hour = Hour(now).index
        let isDue = usageNotedIn.exchange(hour, ordering: .relaxed) != hour || isLast
        let pending = tally.take(withServer: isDue)
        guard !pending.isEmpty || isDue else { return }
        do {
            try metastore.write { transaction in
                for record in pending.records { try transaction.addUsage(record, at: now) }
                for (way, ids) in pending.reads { try transaction.addReads(ids, way, at: now) }
                if isDue { try transaction.countReads(since: Partition(.day, holding: now).index) }
            }
        } catch {
            tally.giveBack(pending)
            if isDue { usageNotedIn.store(0, ordering: .relaxed) }
            throw error
        }
        guard isDue else { return }
        do {
            try noteHour(at: now)
        } catch {
            usageNotedIn.store(0, ordering: .relaxed)
            throw error
        }
    }

    /// In transactions of its own: others would wait while all files and days are looked at.
    private func noteHour(at now: Timestamp) throws {
        let day = Partition(.day, holding: now).index
        try metastore.noteStored(try metastore.read { try $0.storedBytes() }, at: now)
        guard tally.forgottenOn.load(ordering: .relaxed) != day else { return }
        try metastore.write { try $0.forgetUsage(before: day - Self.keptDays) }
        try metastore.forgetReads(before: day - Self.keptDays)
        tally.forgottenOn.store(day, ordering: .relaxed)
    }

    /// Runs a query, and counts what it used, whatever came of it. Blocks.
    func counting(
        _ reads: [(id: UInt32, bytes: Int64)], by account: String, _ run: (_ elsewhere: inout Int64) throws -> QuerySummary
    ) -> Result<QuerySummary, any Error> {
        let start = ContinuousClock.now, thread = ProcessorTime.thread, process = ProcessorTime.process
        var elsewhere: Int64 = 0
        let result = Result { try run(&elsewhere) }
        let own = max(0, ProcessorTime.thread - thread), all = max(0, ProcessorTime.process - process)
        let summary = try? result.get()
        // In a worker, its process's time is exactly the query's. In this process,
        // DuckDB's threads beside this one are not counted by the system apart. What its operators took is too much where
        // threads waited for a processor, what the whole process took is too much where others worked.
        let helped = summary?.operatorMicros.map { min($0, all) } ?? 0
        let here = elsewhere > 0 ? own : max(own, helped)
        let usage = Usage(
            count: 1, cpuMicros: here.adding(elsewhere), wallMicros: Int64((ContinuousClock.now - start) / .microseconds(1)),
            bytesRead: reads.reduce(Int64(0)) { $0.adding($1.bytes) }, rows: Int64(summary?.rows ?? 0))
        tally.query(usage, here: here, of: reads, by: account)
        return result
    }

    /// What delivery brought, in its transaction. An hour that is compacted brings nothing new.
    static func noteCollected(_ publication: Publication, _ transaction: Transaction, at now: Timestamp) throws {
        try transaction.forgetProfiles(datasetID: publication.typeID, publication.revised.map(\.index))
        guard publication.kind != .seal, publication.typeID != 0 else { return }
        let usage = Usage(
            bytesWritten: publication.added.reduce(Int64(0)) { $0.adding(Int64($1.bytes)) },
            rows: Int64(publication.counts.delivered))
        guard usage != Usage() else { return }
        try transaction.addUsage(UsageRecord(kind: .collect, datasetID: publication.typeID, usage: usage), at: now)
    }

    /// What a run read is read for its dataset, and what was known of the partition is so no longer: in its transaction.
    static func noteMade(_ publication: DatasetPublication, _ transaction: Transaction, at now: Timestamp) throws {
        try transaction.forgetProfiles(datasetID: publication.dataset.id, [publication.partition.index])
        let inputs = Dictionary(publication.pin.inputs.map { ($0.id, 1) }) { first, _ in first }
        try transaction.addReads(inputs, .pipeline, at: now)
    }
}
