import BasinCore
import BasinMetastore
import BasinProcessing

/// Made-up pipelines that all read one event type, and runs that end at once.
enum PipelineSamples {
    static func dataset(_ number: Int, _ granularity: Granularity, from start: Timestamp) -> AppliedDataset {
        let definition = Dataset(
            name: "made_\(number)", owner: "team-benchmark", description: "Made for measuring.",
            granularity: granularity, start: Partition(granularity, holding: start).start, work: .sql("SELECT 1 AS n"))
        return AppliedDataset(
            id: UInt32(number + 2), definition: definition, schemaVersion: 1, hash: "",
            columns: [DatasetColumn(name: "n", type: .int32, id: 101, classification: .none)], lastFieldID: 101,
            inputs: [
                ResolvedInput(id: 1, name: "song_played", granularity: .hour, isEvents: true, window: InputWindow())
            ])
    }

    /// - Parameters:
    ///   - first: the event type's first hour.
    ///   - sealed: hours before this one are.
    static func store(
        _ datasets: [AppliedDataset], from first: Hour, sealed: Hour, _ metastore: Metastore, at now: Timestamp
    ) throws {
        let type = AppliedEventType(
            id: 1, definition: EventType(name: "song_played", owner: "team-benchmark", description: "x", fields: []),
            versions: [EventSchema(version: 1, fields: [])], lastFieldID: 0, firstHour: first)
        try metastore.write { transaction in
            try transaction.store(teams: [Team(name: "team-benchmark", contact: "nobody")], types: [type])
            try transaction.setSealed(typeID: 1, before: sealed)
            try transaction.store(datasets: datasets, at: now)
        }
    }

    /// What a worker's server stores when a run ends well.
    static func publish(_ run: StartedRun, _ metastore: Metastore, at now: Timestamp) throws {
        try metastore.write { transaction in
            _ = try transaction.apply(.staged(token: run.lease.token), to: run.runID, at: now)
            _ = try transaction.publishRun(run.runID, token: run.lease.token, rows: 1, bytes: 1, checksum: "x", at: now)
        }
    }
}
