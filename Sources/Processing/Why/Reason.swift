package import BasinCore

/// One thing that is true of a partition and explains what there is, or is not.
package struct Reason: Sendable, Hashable, Codable {
    /// A stable word that programs may branch on.
    package enum Code: String, Sendable, Codable, CaseIterable {
        case published, stale, running, publishing, queued, retrying, failed, notDue = "not_due", beforeStart =
            "before_start"
        case waitsForInput = "waits_for_input", skipped, paused, removed, manual, backfill, notLooked = "not_looked"
        case refused, expired
    }

    package var code: Code
    /// A whole sentence.
    package var sentence: String
    /// Since when it is so, where that is known.
    package var since: Timestamp?
    /// What to do, where there is anything.
    package var remedy: String?
    /// Of a missing input: why that one is missing.
    package var because: [Reason]

    package init(
        _ code: Code, _ sentence: String, since: Timestamp? = nil, remedy: String? = nil, because: [Reason] = []
    ) {
        self.code = code
        self.sentence = sentence
        self.since = since
        self.remedy = remedy
        self.because = because
    }
}
