/// How something stands, in six ways. Each has a sign of its own shape beside its colour, and is never shown without a word.
package enum Standing: String, Sendable, CaseIterable {
    /// As it should be.
    case good
    /// Somebody works on it.
    case busy
    /// Nothing to do yet.
    case waiting
    /// To be looked at.
    case warning
    /// Wrong.
    case bad
    /// Not in use.
    case off

    /// Its shape tells it apart without colour.
    var sign: String {
        switch self {
        case .good: "●"
        case .busy: "◐"
        case .waiting: "○"
        case .warning: "▲"
        case .bad: "■"
        case .off: "–"
        }
    }

    /// Of a word that the platform uses for a state: of runs, partitions, hours, backfills, requests, grants.
    package init(of word: String) {
        self =
            switch word {
            case "succeeded", "published", "sealed", "done", "good", "approved", "accepted", "certified", "ready", "live", "passed", "granted":
                .good
            case "running", "publishing", "in progress", "replaying": .busy
            case "queued", "waiting", "not_due", "not due", "open", "pending", "paused", "draft", "none": .waiting
            case "retrying", "stale", "late", "deprecated", "warning", "expired", "over": .warning
            case "failed", "refused", "quarantined", "lost", "failing", "broken": .bad
            default: .off
            }
    }

    /// A state in its word: `stale`, `not due`.
    package static func badge(_ word: String) -> HTML { Standing(of: word).badge(word.replacing("_", with: " ")) }

    package func badge(_ word: String) -> HTML {
        "<span class=\"badge \(rawValue)\"><span class=\"sign\" aria-hidden=\"true\">\(sign)</span> \(word)</span>"
    }
}
