import BasinCore
import Foundation

/// All that a command is told, and no more of the platform's own environment than it needs to run at all.
package enum CommandEnvironment {
    package static let kept = ["PATH", "HOME", "LANG"]
    static let outputVariable = "BASIN_OUTPUT"

    /// The folder that the command fills. No other attempt has the same.
    static func outputFolder(of order: WorkOrder) -> String { order.staging + "/output" }

    /// - Parameter inputs: the path of the file that `inputs(of:)` fills.
    package static func variables(
        _ order: WorkOrder, inputs: String, platform: [String: String]
    ) -> [String: String] {
        var all = platform.filter { kept.contains($0.key) }
        all["BASIN_DATASET"] = order.dataset
        all["BASIN_PARTITION"] = order.partition
        all["BASIN_PARTITION_START"] = order.bounds?.lowerBound.description
        all["BASIN_PARTITION_END"] = order.bounds?.upperBound.description
        all["BASIN_RUN_ID"] = order.run
        all["BASIN_ATTEMPT"] = String(order.attempt)
        all["BASIN_INPUTS"] = inputs
        all[outputVariable] = outputFolder(of: order)
        return all
    }

    /// `{"song_played": ["/…/a.parquet", …], …}`
    package static func inputs(of order: WorkOrder) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let files = Dictionary(order.inputs.map { ($0.name, $0.files) }) { $0 + $1 }
        return Array(try encoder.encode(files))
    }

    /// The program's absolute path: as it is, or the first that PATH has.
    package static func program(_ name: String, path: String?) throws -> String {
        if name.hasPrefix("/") {
            guard FileManager.default.isExecutableFile(atPath: name) else {
                throw WorkFailure(
                    .userError,
                    "\(name.debugDescription) is no program that can be executed; install it, or `chmod +x` it.")
            }
            return name
        }
        if !name.contains("/") {
            for folder in (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":") {
                let candidate = "\(folder)/\(name)"
                if candidate.hasPrefix("/"), FileManager.default.isExecutableFile(atPath: candidate) {
                    return candidate
                }
            }
        }
        throw WorkFailure(
            .userError,
            "There is no program \(name.debugDescription) in the server's PATH; install it, or give its absolute path.")
    }
}
