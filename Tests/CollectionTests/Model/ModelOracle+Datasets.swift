import BasinCollection
import BasinCore

/// Every acknowledged identity is there, once, as it was sent; none is unknown (COL-1, COL-13, COL-18, COL-22).
extension ModelOracle {
    private static let lookBackHours = 21 * 24

    /// - Parameters:
    ///   - isSettled: everything was delivered, so what was acknowledged must be there.
    ///   - refusedMayBeInPart: a disk gave back what it had failed to keep, after some types were delivered beyond it.
    mutating func judge(_ rows: [ModelRow], isSettled: Bool, refusedMayBeInPart: Bool) -> [String] {
        var violations: [String] = []
        let found = Dictionary(grouping: rows, by: \.identity)
        for (identity, rows) in found {
            guard let sends = sends[identity] else {
                violations.append("\(identity) was never sent")
                continue
            }
            let rows = rows.sorted { $0.received < $1.received }
            for (number, row) in rows.enumerated() {
                if number > 0, row.hour.index - rows[number - 1].hour.index <= Self.lookBackHours {
                    violations.append("\(identity) is there twice, in \(rows[number - 1].hour) and \(row.hour)")
                }
                if row.hour != Hour(row.received) || row.partitionTime != row.hour.start.microseconds {
                    violations.append("\(identity) was received \(row.received) and is in \(row.hour)")
                }
                violations += explain(row, sends, isFirst: number == 0)
            }
        }
        guard isSettled else { return violations }
        for (identity, sends) in sends {
            for send in sends where isAcknowledged(send.batch) {
                let time = times(send.batch).upperBound
                if !(found[identity] ?? []).contains(where: { $0.hour <= Hour(time) }) {
                    violations.append(
                        "\(identity) of batch \(send.batch.number) was acknowledged \(time) and is not there")
                }
            }
        }
        return violations + judgeBatches(Set(found.keys), refusedMayBeInPart)
    }

    /// The first that the log kept is the one that is there; whether it kept what nobody was told of is its own affair.
    /// Which of two schema versions goes first within an hour is left open.
    private mutating func explain(_ row: ModelRow, _ sends: [Send], isFirst: Bool) -> [String] {
        var different: [String] = []
        var known: [Send] = []
        for send in sends {
            let isLate = known.contains {
                $0.event.version == send.event.version || Hour(times($0.batch).upperBound) < row.hour
            }
            if !(isFirst && isLate), times(send.batch).contains(row.received) {
                guard let difference = difference(row, send.event) else { return [] }
                different.append("batch \(send.batch.number): \(difference)")
            }
            if isAcknowledged(send.batch) { known.append(send) }
        }
        let why = different.isEmpty ? "none of that time" : different.joined(separator: ", ")
        return ["\(row.identity), received \(row.received), is no batch's: \(why)"]
    }

    /// What of the row is not as it was sent.
    private mutating func difference(_ row: ModelRow, _ event: ModelEvent) -> String? {
        guard row.version == event.version else { return "version \(row.version) is not \(event.version)" }
        guard row.eventTime == (event.eventTime ?? row.received).microseconds else { return "_event_time" }
        guard row.sentTime == event.sentTime?.microseconds else { return "_sent_time" }
        guard row.sequence == event.sequence.map(Int64.init) else { return "_sequence" }
        let fields = ModelTypes.schema(row.identity.typeID, version: row.version).fields
        for (number, field) in fields.enumerated() {
            let sent = event.values[number], there = row.values[number]
            if field.isSubject, let sent, let there {
                guard owns(there, sent) else { return "\(there) is not the pseudonym of \(sent)" }
            } else if sent != there {
                return "\(field.name) is \(there ?? "null"), was sent as \(sent ?? "null")"
            }
        }
        return nil
    }

    /// A batch is one record: all of it was kept, or nothing.
    private func judgeBatches(_ found: Set<ModelEvent.Identity>, _ refusedMayBeInPart: Bool) -> [String] {
        batches.compactMap { batch in
            if refusedMayBeInPart, refused.contains(batch.number) { return nil }
            let accepted = batch.events.filter { !$0.isRefused }.map(\.identity)
            let own = accepted.filter { identity in sends[identity]!.allSatisfy { $0.batch.number == batch.number } }
            guard own.contains(where: found.contains), let lost = accepted.first(where: { !found.contains($0) }) else {
                return nil
            }
            return "batch \(batch.number) is there in part: \(lost) is not"
        }
    }
}
