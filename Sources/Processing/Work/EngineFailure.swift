import BasinCore
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What DuckDB says, sorted by what is to be done about it.
package enum EngineFailure {
    /// - Parameter inputs: files that may have vanished meanwhile.
    package static func of(_ error: any Error, _ order: WorkOrder, inputs: [WorkInput]) -> WorkFailure {
        if let failure = error as? WorkFailure { return failure }
        guard let error = error as? BasinError else { return WorkFailure(.other, "The run failed: \(error).") }
        let message = withoutExcerpt(error.message)
        if message.hasPrefix("Out of Memory") { return memory(order.limits) }
        if let gone = missing(inputs) { return gone }
        if isFullDisk(message) {
            return WorkFailure(.other, "The disk is full: \(order.staging) cannot be written; free some space there.")
        }
        if message.hasPrefix("IO Error") || message.hasPrefix("FATAL Error") || message.hasPrefix("INTERNAL Error") {
            return WorkFailure(.other, "DuckDB failed: \(message)")
        }
        return WorkFailure(error.code == .query || error.code == .invalid ? .userError : .other, message)
    }

    /// The first input file that is not there.
    package static func missing(_ inputs: [WorkInput]) -> WorkFailure? {
        for input in inputs {
            for file in input.files where access(file, R_OK) != 0 {
                return WorkFailure(
                    .missingInput,
                    "A file of the input \(input.name) is not there (\(file)); "
                        + "the run starts again with its current revision."
                )
            }
        }
        return nil
    }

    static func memory(_ limits: RunLimits) -> WorkFailure {
        WorkFailure(
            .memory,
            "The run needs more than its \(size(limits.memoryBytes)) of memory; have it keep less at a time "
                + "(aggregate or filter earlier), or raise `memory` in the dataset's definition.")
    }

    /// In the unit that the definition was probably written in.
    private static func size(_ bytes: Int64) -> String {
        bytes % (1 << 20) == 0 ? "\(bytes >> 20) MiB" : "\(bytes / 1_000_000) MB"
    }

    static func isFullDisk(_ message: String) -> Bool {
        ["No space left", "Disk quota", "File too large"].contains { message.contains($0) }
    }

    /// The excerpt of the SQL may hold a person's id, and the prefix tells nobody anything.
    static func withoutExcerpt(_ message: String) -> String {
        var text = message.hasPrefix("DuckDB: ") ? String(message.dropFirst("DuckDB: ".count)) : message
        if let excerpt = text.range(of: "\n\nLINE ") ?? text.range(of: "\nLINE ") {
            text = String(text[..<excerpt.lowerBound])
        }
        return String(text.prefix(2000))
    }
}
