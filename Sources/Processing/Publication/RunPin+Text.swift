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
