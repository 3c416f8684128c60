package import BasinCore

/// Judges what a schema becomes by what its type promises. Pure: fields are the same when their ids are, whatever they
/// are called and wherever they stand.
package struct SchemaCompatibility {
    private let mode: Compatibility
    private var verdicts: [Verdict] = []

    /// Every difference that matters to those who write or read events, in the order of the new fields; removed ones
    /// come last.
    package static func verdicts(from old: [Field], to new: [Field], mode: Compatibility) -> [Verdict] {
        var judge = SchemaCompatibility(mode: mode)
        judge.compare(old, new, outer: "")
        return judge.verdicts
    }

    private init(mode: Compatibility) { self.mode = mode }

    private mutating func compare(_ old: [Field], _ new: [Field], outer: String) {
        let before = Dictionary(old.map { ($0.id, $0) }) { first, _ in first }
        let kept = Set(new.map(\.id))
        for field in new {
            if let former = before[field.id] {
                compare(former, field, outer: outer)
            } else {
                add(field, outer + field.name)
            }
        }
        for field in old where !kept.contains(field.id) { remove(field, outer + field.name) }
    }

    private mutating func compare(_ old: Field, _ new: Field, outer: String) {
        let path = outer + new.name
        if old.name != new.name { rename(old, new, outer: outer) }
        if old.isRequired != new.isRequired { compareRequired(new, path) }
        if old.isSubject != new.isSubject {
            judge(
                path, .subjectChanged,
                "\(old.isSubject ? "is the subject and cannot cease to be" : "cannot become the subject")",
                "stored values would mean something else",
                "keep it as it was, or declare another field or event type")
        }
        if old.isAlias != new.isAlias {
            judge(
                path, .subjectChanged, old.isAlias ? "cannot cease to be an alias" : "cannot become an alias",
                "stored values would mean something else", "keep it as it was, or declare another field")
        }
        // What is inside a field is sealed, or not, with the field as a whole.
        if outer.isEmpty, old.classification.isSealed != new.classification.isSealed {
            judge(
                path, .sealingChanged,
                "cannot be \(new.classification.rawValue) instead of \(old.classification.rawValue)",
                "one is stored sealed and the other is not",
                "declare an optional field with a new name, and remove this one")
        }
        compareEpoch(old, new, path)
        compare(old.type, new.type, path)
    }

    private mutating func compare(_ old: FieldType, _ new: FieldType, _ path: String) {
        switch (old, new) {
        case (.list(let before, _), .list(let after, _)): compare(before, after, path)
        case (.structure(let before), .structure(let after)): compare(before, after, outer: path + ".")
        case _ where old == new: break
        case _ where old.widens(to: new):
            judge(
                path, .widened, "is widened from \(old) to \(new)",
                "old data fits, and readers with the old schema may meet values that theirs does not hold",
                "keep \(old), or declare an optional field of type \(new) beside it" + Self.otherwise)
        default:
            let isNarrower = new.widens(to: old)
            judge(
                path, .typeChanged, "is \(old) and cannot become \(new)",
                isNarrower ? "stored values need not fit" : "stored values are not of that type",
                "keep the type, or declare an optional field with a new name and remove this one; only int32 → int64, "
                    + "float → double and decimals of more digits keep what is stored")
        }
    }

    // MARK: Rules

    private mutating func add(_ field: Field, _ path: String) {
        if field.isRequired {
            judge(
                path, .requiredAdded, "is new and required",
                "events of clients that do not send it yet are refused, and stored ones have no value",
                "declare it with `required: false`, or name its former self with `renamed_from`" + Self.otherwise)
        } else {
            judge(
                path, .optionalAdded, "is new and optional",
                "old data reads as null there, and readers with the old schema pass it over", "")
        }
    }

    private mutating func remove(_ field: Field, _ path: String) {
        if field.isSubject {
            judge(
                path, .subjectRemoved, "is the subject and cannot be removed",
                "without it events can no longer be found and erased for a person",
                "keep it, or declare another event type")
        } else if field.isRequired {
            judge(
                path, .requiredRemoved, "is required and removed",
                "readers with the old schema find no value where they rely on one",
                "keep it, and tell readers that it will go" + Self.otherwise)
        } else {
            judge(
                path, .optionalRemoved, "is removed, and was optional",
                "old data keeps it unread, and readers with the old schema find null, as they may today", "")
        }
    }

    private mutating func rename(_ old: Field, _ new: Field, outer: String) {
        let loss = new.isRequired ? "events of clients that still send" : "values that clients still send as"
        judge(
            outer + new.name, .renamed, "was `\(outer + old.name)`",
            "stored values go along, \(loss) `\(old.name)` are \(new.isRequired ? "refused" : "lost"), and readers with "
                + "the old schema look for it in vain",
            "keep `\(old.name)`, or declare `\(new.name)` as an optional field beside it" + Self.otherwise)
    }

    private mutating func compareRequired(_ new: Field, _ path: String) {
        if new.isRequired {
            judge(
                path, .becameRequired, "was optional and becomes required",
                "events of clients that leave it out are refused, and stored ones may have no value",
                "keep `required: false`" + Self.otherwise)
        } else {
            judge(
                path, .becameOptional, "was required and becomes optional",
                "old data fits, and readers with the old schema may find no value where they rely on one",
                "keep it required" + Self.otherwise)
        }
    }

    private mutating func compareEpoch(_ old: Field, _ new: Field, _ path: String) {
        if old.acceptsEpochMilliseconds, !new.acceptsEpochMilliseconds {
            judge(
                path, .epochRefused, "accepts epoch milliseconds no more",
                "events of clients that send them are refused", "keep `format: epoch_ms`" + Self.otherwise)
        } else if !old.acceptsEpochMilliseconds, new.acceptsEpochMilliseconds {
            judge(
                path, .epochAccepted, "accepts epoch milliseconds too",
                "old data fits, and readers with the old schema take only text",
                "leave `format` out" + Self.otherwise)
        }
    }

    private static let otherwise = "; if it must be, apply a looser `compatibility` first, alone"

    private mutating func judge(
        _ path: String, _ rule: CompatibilityRule, _ change: String, _ effect: String, _ remedy: String
    ) {
        verdicts.append(
            Verdict(
                path: path, rule: rule, mode: mode, change: "Field `\(path)` \(change)", effect: effect, remedy: remedy)
        )
    }
}
