package import BasinCore

/// One difference between two versions of a schema, judged: what changes, whom it hurts, what to do instead.
package struct Verdict: Sendable, Hashable {
    /// The field, as the new version calls it; `stop.at` for one inside another.
    package var path: String
    package var rule: CompatibilityRule
    /// The promise that it was judged by.
    package var mode: Compatibility
    /// What changes, without a full stop: "Field `b` is new and required".
    var change: String
    /// What that means to those who go on as before.
    var effect: String
    /// What to do instead.
    var remedy: String

    /// The change breaks the promise, or what is stored, and a plan refuses it.
    package var isRefused: Bool { rule.isRefused(in: mode) }

    /// What changes, who is hurt, and where it is refused what to do.
    package var sentence: String {
        guard isRefused else { return "\(change): \(effect)." }
        let reason =
            rule.hurts == .storage
            ? "No `compatibility` allows this, so" : "The type promises `compatibility: \(mode.rawValue)`, so"
        return "\(change): \(effect). \(reason) \(remedy)."
    }
}
