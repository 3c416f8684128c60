import BasinCollection
import BasinCore
import BasinDefinitions
import BasinMetastore
import BasinWire

extension Platform {
    func plan(_ files: [String: String]) async throws -> PlanAnswer {
        let plan = try await applying.run { [metastore, clock] in
            try metastore.read { try Self.plan(files, snapshot: $0, now: clock.now()) }
        }
        return Self.answer(plan, applied: false)
    }

    /// Plans and stores in one transaction; then intake and delivery use the new types, without a pause for the others.
    func apply(_ files: [String: String]) async throws -> PlanAnswer {
        let (plan, types) = try await applying.run { [self] in
            let plan = try metastore.write { transaction in
                let plan = try Self.plan(files, snapshot: transaction.snapshot, now: clock.now())
                guard plan.isApplicable else {
                    let reasons = plan.changes.filter { $0.kind == .breaking }
                        .flatMap { change in change.details.map { "\(change.object): \($0)" } }
                    throw BasinError(.definition, "Nothing was applied. " + reasons.joined(separator: " "))
                }
                if !plan.isEmpty { try transaction.store(teams: plan.teams, types: plan.result) }
                return plan
            }
            let types = try metastore.read { try $0.eventTypes() }
            // Delivery first: it must know a version before intake writes rows of it.
            delivery.use(types)
            intake.use(types)
            return (plan, types)
        }
        for type in types where !plan.isEmpty { await project(type) }
        return Self.answer(plan, applied: true)
    }

    private static func plan(_ files: [String: String], snapshot: BasinMetastore.Snapshot, now: Timestamp) throws -> Plan {
        let project = try Project.read(files: files).get()
        return Plan.make(
            current: try snapshot.eventTypes(), currentTeams: try snapshot.teams(), desired: project,
            nextTypeID: try snapshot.nextTypeID(), hour: Hour(now))
    }

    private static func answer(_ plan: Plan, applied: Bool) -> PlanAnswer {
        PlanAnswer(
            changes: plan.changes.filter { $0.kind != .unchanged }.map {
                PlannedChange(kind: $0.kind.rawValue, object: $0.object.description, version: $0.version, details: $0.details)
            }, isApplicable: plan.isApplicable, applied: applied)
    }
}
