import BasinCore

/// Who owns things, and what runs share.
extension Planner {
    mutating func comparePeople(_ desired: [Team], _ current: [Team]) {
        let stored = Dictionary(current.map { ($0.name, $0) }) { first, _ in first }
        let kept = Set(desired.map(\.name))
        plan.teams = desired
        for team in desired {
            var details: [String] = []
            if let before = stored[team.name] {
                if before.contact != team.contact { details.append("The contact changes to \(team.contact).") }
                if before.description != team.description { details.append("The description changes.") }
                if before.maxRuns != team.maxRuns {
                    details.append(
                        team.maxRuns.map { "At most \($0) of its runs go on at once." }
                            ?? "Its runs have no limit of their own any more.")
                }
            }
            let kind: Change.Kind = stored[team.name] == nil ? .new : details.isEmpty ? .unchanged : .changed
            plan.changes.append(Change(object: .team(team.name), kind: kind, details: details))
        }
        for team in current where !kept.contains(team.name) {
            let owned =
                plan.result.filter { $0.definition.owner == team.name }.map { "event type `\($0.name)`" }
                + plan.datasets.filter { $0.definition.owner == team.name }.map { "dataset `\($0.name)`" }
            if let first = owned.first {
                plan.teams.append(team)
                plan.changes.append(
                    Change(
                        object: .team(team.name), kind: .breaking,
                        details: [
                            "Team \(team.name) owns \(first)\(owned.count == 1 ? "" : " and \(owned.count - 1) more"), "
                                + "of which data is stored: keep the team in teams.yaml, or give what it owns another owner and apply that first."
                        ]))
            } else {
                plan.changes.append(Change(object: .team(team.name), kind: .removed, details: ["It owns nothing."]))
            }
        }
        plan.teams.sort { $0.name < $1.name }
    }

    mutating func comparePools(_ desired: [Pool], _ current: [Pool]) {
        let stored = Dictionary(current.map { ($0.name, $0) }) { first, _ in first }
        let kept = Set(desired.map(\.name))
        plan.pools = desired.sorted { $0.name < $1.name }
        for pool in desired {
            let before = stored[pool.name]
            let isChanged = before.map { $0.slots != pool.slots } ?? false
            plan.changes.append(
                Change(
                    object: .pool(pool.name), kind: before == nil ? .new : isChanged ? .changed : .unchanged,
                    details: isChanged || before == nil ? ["It has \(pool.slots) slots."] : []))
        }
        for pool in current where !kept.contains(pool.name) {
            plan.changes.append(Change(object: .pool(pool.name), kind: .removed, details: ["No dataset uses it."]))
        }
    }
}
