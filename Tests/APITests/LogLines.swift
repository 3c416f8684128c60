import Logging
import Synchronization

/// A log that is kept: the metadata of each line.
final class LogLines: LogHandler, Sendable {
    private let kept = Mutex<(lines: [[String: String]], own: Logger.Metadata)>(([], [:]))

    var all: [[String: String]] { kept.withLock { $0.lines } }

    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    var metadata: Logger.Metadata {
        get { kept.withLock { $0.own } }
        set { kept.withLock { $0.own = newValue } }
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        kept.withLock { $0.lines.append(all.mapValues { "\($0)" }) }
    }
}
