import BasinCore
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What DuckDB says, sorted by what is to be done about it.
package enum EngineFailure {
    /// - Parameters:
    ///   - inputs: files that may have vanished meanwhile.
    ///   - isCheck: it happened in a check, not in the dataset's own SQL.
    package static func of(
        _ error: any Error, _ order: WorkOrder, inputs: [WorkInput], isCheck: Bool = false
    ) -> WorkFailure {
        if let failure = error as? WorkFailure { return failure }
        guard let error = error as? BasinError else { return WorkFailure(.other, "The run failed: \(error).") }
        let message = tellable(error.message, files: inputs.flatMap(\.files))
        if message.hasPrefix("Out of Memory") { return memory(order.limits) }
        if let gone = missing(inputs) { return gone }
        if isFullDisk(message) {
            return WorkFailure(.other, "The disk is full: \(order.staging) cannot be written; free some space there.")
        }
        if message.hasPrefix("IO Error") || message.hasPrefix("FATAL Error") || message.hasPrefix("INTERNAL Error") {
            return WorkFailure(.other, "DuckDB failed: \(message)")
        }
        guard error.code == .query || error.code == .invalid else { return WorkFailure(.other, message) }
        let end = message.hasSuffix(".") ? "" : "."
        return WorkFailure(
            .userError, "\(message)\(end) Correct \(place(order, isCheck)), or the data that it reads.")
    }

    private static func place(_ order: WorkOrder, _ isCheck: Bool) -> String {
        if case .sql = order.work, !isCheck { return "datasets/\(order.dataset).sql" }
        return "datasets/\(order.dataset).yaml"
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

    /// What DuckDB said, without what may be somebody's: the excerpt of the SQL, and values that could not be converted
    /// or computed with.
    /// - Parameter files: may be named.
    static func tellable(_ message: String, files: [String]) -> String {
        var text = message.hasPrefix("DuckDB: ") ? String(message.dropFirst("DuckDB: ".count)) : message
        if let excerpt = text.range(of: "\n\nLINE ") ?? text.range(of: "\nLINE ") {
            text = String(text[..<excerpt.lowerBound])
        }
        if ["Conversion Error", "Out of Range Error", "Invalid Input Error"].contains(where: { text.hasPrefix($0) }) {
            text = text.replacing(/'([^']*)'/) { files.contains(String($0.1)) ? String($0.0) : "'…'" }
                .replacing(/\([^()\/]*[0-9][^()\/]*\)/, with: "(…)")
        }
        return String(text.prefix(2000))
    }
}
