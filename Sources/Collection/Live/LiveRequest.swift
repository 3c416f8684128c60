package import BasinEngines

/// What one reader wants to be shown of the events that come.
package struct LiveRequest: Sendable {
    package enum Verdict: String, Sendable, CaseIterable { case accepted, refused }

    /// Event types by id; nil for all, with events of types that are not known.
    package var typeIDs: Set<UInt32>?
    /// Nil for both.
    package var verdict: Verdict?
    /// Shown are accepted events for which it is true, and no others. Needs types.
    package var condition: CheckedCondition?

    package init(typeIDs: Set<UInt32>? = nil, verdict: Verdict? = nil, condition: CheckedCondition? = nil) {
        self.typeIDs = typeIDs
        self.verdict = verdict
        self.condition = condition
    }

    func wants(_ kind: IntakeBatch.Section.Kind) -> Bool {
        switch kind {
        case .events: verdict != .refused
        case .quarantine: verdict != .accepted && condition == nil
        }
    }

    func wants(_ typeID: UInt32, _ kind: IntakeBatch.Section.Kind) -> Bool {
        wants(kind) && typeIDs?.contains(typeID) ?? true
    }
}
