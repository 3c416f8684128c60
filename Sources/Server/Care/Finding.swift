/// One thing that a check found, and what mends it.
struct Finding: Sendable, Equatable {
    enum Severity: String, Sendable {
        /// Something is lost unless it is restored.
        case damage
        /// Nothing is lost, and what is wrong can be mended from what there is.
        case disorder
        /// As it may be; for whoever wonders.
        case note
    }

    var severity: Severity
    var kind: FindingKind
    /// Which file, hour, partition or table.
    var place: String
    /// What is wrong, as a sentence.
    var message: String
    /// What to do about what `--repair` does not mend.
    var remedy: String?
    /// What `--repair` does.
    var repair: Repair?
    var isRepaired = false

    static func damage(_ kind: FindingKind, _ place: String, _ message: String, _ remedy: String) -> Finding {
        Finding(severity: .damage, kind: kind, place: place, message: message, remedy: remedy)
    }

    static func disorder(_ kind: FindingKind, _ place: String, _ message: String, _ repair: Repair) -> Finding {
        Finding(severity: .disorder, kind: kind, place: place, message: message, repair: repair)
    }

    static func note(_ kind: FindingKind, _ place: String, _ message: String) -> Finding {
        Finding(severity: .note, kind: kind, place: place, message: message)
    }

    static let restore = "Restore a backup of the whole folder: basin restore."
}
