package import BasinCore
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What DuckDB says, sorted by what is to be done about it.
package enum EngineFailure {
    /// - Parameter inputs: files that may have vanished meanwhile.
    package static func of(_ error: any Error, limits: RunLimits, inputs: [WorkInput]) -> WorkFailure {
        if let failure = error as? WorkFailure { return failure }
        guard let error = error as? BasinError else { return WorkFailure(.other, "The run failed: \(error).") }
        let message = withoutExcerpt(error.message)
        if message.hasPrefix("Out of Memory") { return memory(limits) }
        if let gone = missing(inputs) { return gone }
        if message.contains("No space left") || message.contains("Disk quota") || message.contains("File too large") {
            return WorkFailure(
                .other, "The disk of the staging folder is full; free some space, it will be tried again.")
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
            "The run needs more than its \(limits.memoryBytes >> 20) MiB of memory; aggregate or filter earlier, "
                + "or raise limits.memory in the definition.")
    }

    /// The excerpt of the SQL may hold a person's id, and the prefix tells nobody anything.
    private static func withoutExcerpt(_ message: String) -> String {
        var text = message.hasPrefix("DuckDB: ") ? String(message.dropFirst("DuckDB: ".count)) : message
        if let excerpt = text.range(of: "\n\nLINE ") ?? text.range(of: "\nLINE ") {
            text = String(text[..<excerpt.lowerBound])
        }
        return String(text.prefix(2000))
    }
}
