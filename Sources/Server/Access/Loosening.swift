import BasinCore

/// Whether a change of definitions lets more people read what is there: not for everybody who may develop to decide, but for
/// its owner's people and who governs.
struct Loosening {
    /// Sentences, each with whom it takes.
    private(set) var refusals: [String] = []
    private let person: Principal

    init(by person: Principal) { self.person = person }

    private mutating func require(_ owner: String, _ what: String) {
        guard !person.may(.govern), !person.teams.contains(owner) else { return }
        refusals.append("\(what): only people of \(owner) and who governs may.")
    }

    mutating func compare(_ before: AppliedEventType, _ after: AppliedEventType) {
        compare(GuardedTable(before), GuardedTable(after))
        let known = Dictionary(before.schema.fields.map { ($0.id, $0) }) { first, _ in first }
        for field in after.schema.fields where field.classification.isSealed {
            guard let old = known[field.id], old.classification.isSealed else { continue }
            let (was, now) = (Set(old.purposes), Set(field.purposes))
            let isWider = !was.isEmpty && (now.isEmpty || !now.isSubset(of: was))
            if field.classification < old.classification || isWider {
                require(before.definition.owner, "The field \(field.name) of \(before.name) would open for more")
            }
        }
    }

    mutating func compare(_ before: AppliedDataset, _ after: AppliedDataset) { compare(GuardedTable(before), GuardedTable(after)) }

    private mutating func compare(_ before: GuardedTable, _ after: GuardedTable) {
        let isGuarded = before.access != .open || before.columns.contains(where: \.isSealed)
        if isGuarded, before.owner != after.owner { require(before.owner, "\(before.name) would get another owner") }
        if before.access.isRestricted, !after.access.isRestricted {
            require(before.owner, "\(before.name) would not be restricted any more")
        }
        if !before.access.rows.isEmpty, before.access.rows != after.access.rows {
            require(before.owner, "Other rows of \(before.name) would be seen")
        }
    }

    /// What is made of rows that not everybody may read.
    /// - Parameter inputs: what it reads.
    mutating func open(_ dataset: AppliedDataset, _ before: AppliedDataset?, _ inputs: [GuardedTable]) {
        let isNewlyOpen = dataset.definition.access == .open && (before.map { $0.definition.access != .open || $0.hash != dataset.hash } ?? true)
        guard isNewlyOpen else { return }
        for input in inputs where input.access != .open && input.id != dataset.id {
            require(input.owner, "\(dataset.name) would show everybody what is made of \(input.name)")
        }
    }
}
