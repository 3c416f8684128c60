import BasinCore

/// Doors for clients of other protocols. They hold no data, so any change may be applied.
extension Planner {
    mutating func compareSources(_ desired: [EventSource], _ current: [EventSource]) {
        let stored = Dictionary(current.map { ($0.name, $0) }) { first, _ in first }
        let kept = Set(desired.map(\.name))
        plan.sources = desired.sorted { $0.name < $1.name }
        for source in desired {
            let before = stored[source.name]
            let details = before.map { changes($0, source) } ?? [outline(source)]
            let kind: Change.Kind = before == nil ? .new : before == source ? .unchanged : .changed
            plan.changes.append(Change(object: .source(source.name), kind: kind, details: before == source ? [] : details))
        }
        for source in current where !kept.contains(source.name) {
            plan.changes.append(
                Change(
                    object: .source(source.name), kind: .removed,
                    details: ["Calls of its \(source.clientProtocol.rawValue) clients are refused from now on."]))
        }
    }

    private func outline(_ source: EventSource) -> String {
        let senders = source.keys.isEmpty ? "every write key" : "the write keys \(source.keys.joined(separator: ", "))"
        let open = source.open.map { ", and without one \($0.words)" } ?? ""
        let types = source.routes.isEmpty ? "" : "\(source.routes.count.counted("event type")) of their own, "
        return "It takes calls of \(source.clientProtocol.rawValue) from \(senders)\(open): \(types)"
            + "everything else becomes `\(source.catchAll)`."
    }

    private func changes(_ before: EventSource, _ after: EventSource) -> [String] {
        var details: [String] = []
        if before.clientProtocol != after.clientProtocol || before.keys != after.keys || before.open != after.open
            || before.apps != after.apps
        {
            details.append(outline(after))
        }
        let old = Dictionary(before.routes.map { ($0.type, $0) }) { first, _ in first }
        let new = Dictionary(after.routes.map { ($0.type, $0) }) { first, _ in first }
        for type in Set(old.keys).union(new.keys).sorted() where old[type] != new[type] {
            details.append(
                old[type] == nil
                    ? "Calls become `\(type)` events." : new[type] == nil
                        ? "No call becomes a `\(type)` event any more." : "Other calls, or other values, become `\(type)` events.")
        }
        if before.catchAll != after.catchAll { details.append("Everything else becomes `\(after.catchAll)`.") }
        if before.owner != after.owner { details.append("It belongs to \(after.owner) instead of \(before.owner).") }
        if before.description != after.description { details.append("The description changes.") }
        return details
    }
}
