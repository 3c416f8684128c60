import BasinCore
import Foundation
import Logging

/// One JSON object a line on standard error, for what gathers logs: `time`, `level`, `message`, and the metadata by its keys.
struct JSONLogHandler: LogHandler {
    var logLevel = Logger.Level.notice
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line: [String: String] = [:]
        let all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in all { line[key] = "\(value)" }
        line["time"] = Clock.system.now().description
        line["level"] = event.level.rawValue
        line["message"] = event.message.description
        guard var bytes = try? JSONSerialization.data(withJSONObject: line, options: [.sortedKeys, .withoutEscapingSlashes])
        else { return }
        bytes.append(10)
        // One write a line: lines of several threads do not mix.
        FileHandle.standardError.write(bytes)
    }
}
