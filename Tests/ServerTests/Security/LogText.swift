import Logging
import Synchronization

/// Everything that is logged, at every level, as text.
final class LogText: LogHandler, Sendable {
    private let kept = Mutex<(text: String, own: Logger.Metadata)>(("", [:]))

    var all: String { kept.withLock { $0.text } }

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
        let line = "\(event.level) \(event.message) \(metadata.merging(event.metadata ?? [:]) { $1 })\n"
        kept.withLock { $0.text += line }
    }
}
