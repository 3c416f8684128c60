import BasinCollection
import BasinCore
import BasinMetastore

/// received = delivered + duplicate + quarantined, as the files say and as was sent (COL-4, COL-20).
extension ModelOracle {
    /// Every refused event is in quarantine once for each time that it was sent.
    func judge(_ rows: [RefusedRow], isSettled: Bool) -> [String] {
        var violations: [String] = []
        let found = Dictionary(grouping: rows, by: \.payload)
        for (payload, rows) in found {
            let sends = refusals[payload] ?? []
            if rows.count > sends.count {
                violations.append("\(payload) is \(rows.count) times in quarantine, was sent \(sends.count)")
            }
            for row in rows {
                let isSent = sends.contains {
                    $0.event.identity.typeID == row.typeID && times($0.batch).contains(row.received)
                }
                if !isSent || row.hour != Hour(row.received) { violations.append("no such event was refused: \(row)") }
            }
        }
        guard isSettled else { return violations }
        for (payload, sends) in refusals {
            let least = sends.filter { isAcknowledged($0.batch) }.count
            if found[payload]?.count ?? 0 < least {
                violations.append("\(payload) was refused and is not in quarantine")
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
            if (delivered, quarantined) != (hour.counts.delivered, hour.counts.quarantined) {
                violations.append("\(name) says \(hour.counts), its files hold \(delivered) and \(quarantined) refused")
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
