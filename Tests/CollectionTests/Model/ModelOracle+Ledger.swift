import BasinCollection
import BasinCore
import BasinMetastore

/// received = delivered + duplicate + quarantined, as the files say and as was sent (COL-4, COL-20).
extension ModelOracle {
    /// Every refused event is in quarantine once for each time that it was sent, or was replayed: then it is delivered.
    func judge(_ rows: [RefusedRow], delivered: [ModelRow], isSettled: Bool) -> [String] {
        var violations: [String] = []
        let found = Dictionary(grouping: rows, by: \.payload)
        for (payload, rows) in found {
            let sends = refusals[payload] ?? []
            if rows.count > sends.count - (left[payload] ?? 0) {
                violations.append(
                    "\(payload) is \(rows.count) times in quarantine, was sent \(sends.count) and left \(left[payload] ?? 0)")
            }
            for row in rows {
                let isSent = sends.contains {
                    $0.event.identity.typeID == row.typeID && times($0.batch).contains(row.received)
                }
                if !isSent || row.hour != Hour(row.received) { violations.append("no such event was refused: \(row)") }
            }
        }
        guard isSettled else { return violations }
        let replayed = Set(delivered.filter { $0.identity.source == "/model" }.map(\.identity))
        for (payload, sends) in refusals {
            let least = sends.filter { isAcknowledged($0.batch) }.count
            let there = found[payload]?.count ?? 0
            guard there < least else { continue }
            if mayHaveLeft[payload] ?? 0 < least - there {
                violations.append("\(payload) was refused and is not in quarantine")
            } else if !sends.contains(where: { send in replayed.contains { $0.id == send.event.identity.id } }) {
                violations.append("\(payload) left quarantine and was not delivered")
            }
        }
        return violations
    }

    /// - Parameter isSettled: everything was delivered; of sealed hours that is so anyway.
    func judge(_ hours: [HourRecord], _ rows: [ModelRow], _ refused: [RefusedRow], isSettled: Bool) -> [String] {
        var violations: [String] = []
        for hour in hours {
            let name = "hour \(hour.hour) of type \(hour.typeID)"
            let delivered = rows.count { $0.identity.typeID == hour.typeID && $0.hour == hour.hour }
            let quarantined = refused.count { $0.typeID == hour.typeID && $0.hour == hour.hour }
            if (delivered, quarantined) != (hour.counts.delivered, hour.counts.quarantined - hour.replayed) {
                violations.append(
                    "\(name) says \(hour.counts), \(hour.replayed) of them replayed; its files hold \(delivered) and "
                        + "\(quarantined) refused")
            }
            let bounds = received(hour.typeID, hour.hour)
            if hour.counts.received > bounds.upperBound {
                violations.append("\(name) received \(hour.counts.received), sent were at most \(bounds.upperBound)")
            }
            if isSettled || hour.sealedAt != nil, hour.counts.received < bounds.lowerBound {
                violations.append("\(name) received \(hour.counts.received), acknowledged were \(bounds.lowerBound)")
            }
        }
        for id in ModelTypes.ids where isSettled {
            let total = hours.filter { $0.typeID == id }.reduce(0) { $0 + $1.counts.received }
            let sent = batches.map { ($0, $0.events.count { $0.identity.typeID == id }) }
            let least = sent.filter { isAcknowledged($0.0) }.reduce(0) { $0 + $1.1 }
            let most = sent.reduce(0) { $0 + $1.1 }
            if !(least...most).contains(total) {
                violations.append("type \(id) received \(total), not \(least)...\(most)")
            }
        }
        return violations
    }

    /// How many events of the type the log can have been given in the hour.
    private func received(_ typeID: UInt32, _ hour: Hour) -> ClosedRange<Int> {
        var least = 0, most = 0
        for batch in batches {
            let times = times(batch)
            guard (Hour(times.lowerBound)...Hour(times.upperBound)).contains(hour) else { continue }
            let count = batch.events.count { $0.identity.typeID == typeID }
            most += count
            if isAcknowledged(batch) { least += count }
        }
        return least...most
    }
}
