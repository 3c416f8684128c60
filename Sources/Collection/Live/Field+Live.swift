import BasinCore

extension Field {
    static let liveMask = "[masked]"

    /// Whether those who watch see its values: those of which somebody decided that they say nothing about a person.
    /// Pseudonymous ones are still the original ids when they come, and are in no dataset as such.
    var isShownLive: Bool { classification == .none && !isSubject }
}
