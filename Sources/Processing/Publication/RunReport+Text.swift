import BasinCore
import Foundation

extension RunReport {
    init(_ run: StartedRun, _ result: WorkResult, startedAt: Timestamp, endedAt: Timestamp) {
        self.init(
            attempt: run.tries, worker: result.worker ?? "none", startedAt: startedAt, endedAt: endedAt,
            usage: result.usage, log: result.log)
        auditSeconds = result.auditSeconds
        if case .success(let output) = result.outcome {
            checks = output.checks
            rows = output.rows
            checksum = output.checksum
        }
    }

    package init(text: String) throws {
        do {
            self = try JSONDecoder().decode(RunReport.self, from: Data(text.utf8))
        } catch {
            throw BasinError(.damaged, "The report of a run cannot be read; restore the metastore from a backup.")
        }
    }

    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
