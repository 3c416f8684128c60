package import BasinCore

/// Every way in which a field of the next version can differ from that of the last, and whom it hurts.
package enum CompatibilityRule: String, Sendable, CaseIterable {
    case optionalAdded = "optional_field_added"
    case requiredAdded = "required_field_added"
    case optionalRemoved = "optional_field_removed"
    case requiredRemoved = "required_field_removed"
    case subjectRemoved = "subject_removed"
    case renamed = "field_renamed"
    case becameOptional = "became_optional"
    case becameRequired = "became_required"
    case widened = "type_widened"
    case typeChanged = "type_changed"
    case subjectChanged = "subject_changed"
    case sealingChanged = "sealing_changed"
    case epochAccepted = "epoch_accepted"
    case epochRefused = "epoch_refused"

    /// Who cannot go on as before.
    package enum Party: String, Sendable {
        /// They have the schema before, and get data of the new one.
        case oldReaders = "old_readers"
        /// They have the new schema, and get data of the one before: of what is stored, and of clients yet to upgrade.
        case newReaders = "new_readers"
        /// What is stored would no longer be what the schema says it is.
        case storage
    }

    /// Nil when everybody goes on as before.
    package var hurts: Party? {
        switch self {
        case .optionalAdded, .optionalRemoved: nil
        case .requiredAdded, .becameRequired, .epochRefused: .newReaders
        case .requiredRemoved, .renamed, .becameOptional, .widened, .epochAccepted: .oldReaders
        case .subjectRemoved, .typeChanged, .subjectChanged, .sealingChanged: .storage
        }
    }

    /// Whether a type that promises `mode` must not change in this way.
    package func isRefused(in mode: Compatibility) -> Bool {
        switch hurts {
        case nil: false
        case .oldReaders: mode.protectsOldReaders
        case .newReaders: mode.protectsNewReaders
        case .storage: true
        }
    }
}
