import BasinCollection
import BasinCore
import BasinMetastore

/// Quarantine: what was refused is taken through intake again, as it knows the types by then.
extension ModelWalk {
    /// Replays one type. What intake takes now leaves quarantine and is delivered; the others stay, and are told.
    func replay() async throws {
        let typeID = ModelTypes.ids.dropFirst().randomElement(using: &world.generator)!
        note("replay type \(typeID)")
        // Twice: something else may happen inside the first, and what it brings is to be known too.
        for _ in 0..<2 { try? await world.delivery.flush([typeID, 0]) }
        guard !world.isDead, !world.delivery.pendingRows().keys.contains(where: { $0 == typeID || $0 == 0 }) else { return }
        let before = try refusedRows([typeID, 0])
        let ours = before.compactMap { row in ModelEvent.mended(row).map { (row: row, event: $0) } }
            .filter { $0.event.identity.typeID == typeID }
        let sent = ours.map { batched([$0.event], catalog: 2) }
        sent.forEach { oracle.sent($0) }

        let intake = EventIntake(
            log: world.log, delivery: world.delivery, types: ModelTypes.all, counters: IntakeCounters())
        let quarantine = Quarantine(
            metastore: world.metastore, keys: world.keys, intake: intake, log: world.log, delivery: world.delivery,
            clock: Clock { [unowned self] in
                try? world.meet(.leaving)
                return world.now
            })
        let outcome = try? await quarantine.replay(QuarantineFilter(typeID: typeID))
        let isComplete = outcome != nil && !world.isDead
        for batch in sent {
            oracle.unanswered(batch, notAfter: world.latestTime, isRefused: !isComplete && !world.isDead)
        }
        guard isComplete, let outcome else { return oracle.replayed(ours.map(\.row), seen: []) }

        var gone = before
        for row in try refusedRows([typeID, 0]) {
            if let index = gone.firstIndex(of: row) { gone.remove(at: index) }
        }
        oracle.replayed(ours.map(\.row), seen: gone)
        if gone.contains(where: { row in !ours.contains { $0.row == row } }) {
            violations.append("a replay of type \(typeID) took what intake refuses still: \(gone)")
        }
        let staying = before.count { $0.typeID == typeID } - (typeID == 4 ? ours.count : 0)
        let left = outcome.left.reduce(0) { $0 + $1.events }
        if outcome.replayed != gone.count || outcome.replayed + outcome.tooOld != ours.count || left != staying {
            violations.append(
                "a replay of type \(typeID) says \(outcome); \(gone.count) of \(ours.count) left, \(staying) stay")
        }
    }

    private func refusedRows(_ typeIDs: [UInt32]) throws -> [RefusedRow] {
        let reader = try ModelReader(world.keys)
        return try ModelView(world.metastore).quarantine.filter { typeIDs.contains($0.typeID) }
            .flatMap { try reader.refused($0) }
    }
}
