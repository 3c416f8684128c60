import BasinCore
import BasinMetastore
import BasinEngines
import Foundation

extension RunPin {
    /// The pin of a run: of one that repeats another, that one's; else what is there now.
    /// - Throws: `RunFailure` when what it would repeat is no longer stored.
    static func of(
        _ run: RunRecord, _ dataset: AppliedDataset, _ partition: Partition, in snapshot: Snapshot
    ) throws -> RunPin {
        guard run.rerunOf != nil, let text = run.pin else {
            let engine =
                switch dataset.definition.work {
                case .sql: "duckdb " + DuckDBConnection.libraryVersion
                case .command: "command"
                }
            try requireKept(dataset, partition, in: snapshot)
            return try RunPin(dataset, partition: partition, engine: engine, in: snapshot)
        }
        let pin = try RunPin(text: text)
        if let missing = try pin.missingFiles(in: snapshot).first {
            throw RunFailure(
                .userError,
                "What run \(run.rerunOf ?? 0) read is no longer stored (\(missing.split(separator: "/").last ?? "")): its inputs were corrected since. Use `basin run` to make the partition from what is there now.")
        }
        return pin
    }

    /// - Throws: `RunFailure` when retention removed some of what the partition reads: without it, it would be another.
    private static func requireKept(_ dataset: AppliedDataset, _ partition: Partition, in snapshot: Snapshot) throws {
        for input in dataset.inputs {
            guard let needed = Reading(input, by: dataset.definition).needed(for: partition.index),
                let expired = try snapshot.expired(datasetID: input.id, in: needed).first
            else { continue }
            let what = Partition(input.granularity, index: expired.partition)
            // Waiting for it would never end.
            throw RunFailure(
                .userError,
                "It reads \(input.name) \(what), which expired at \(expired.at): \(input.name) was kept \(expired.retentionDays) "
                    + "days. Nothing was made. Ask for later partitions, or declare a shorter look-back.")
        }
    }

    package init(text: String) throws {
        do {
            self = try JSONDecoder().decode(RunPin.self, from: Data(text.utf8))
        } catch {
            throw BasinError(.damaged, "The pin of a run cannot be read; restore the metastore from a backup.")
        }
    }

    package var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
