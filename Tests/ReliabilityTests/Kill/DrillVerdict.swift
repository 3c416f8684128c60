import Foundation
import Testing

/// Compares what the server holds with what its clients were promised.
struct DrillVerdict {
    private let drill: Drill
    private var basin: BasinProcess { drill.basin }

    init(_ drill: Drill) { self.drill = drill }

    /// While clients go on sending, only what cannot change is looked at. Quiet: everything must agree.
    func look(isQuiet: Bool) throws {
        let before = drill.record.now
        #expect(before.problems.prefix(5).isEmpty, "\(before.problems.prefix(5))")
        var pseudonyms: Set<String> = []
        for type in Drill.types {
            let rows = try basin.query(
                "SELECT n, _event_id, user, epoch_us(_received_time), epoch_us(_partition_time), payload, _source FROM \(type)")
            let found = try numbers(of: rows, in: type)
            pseudonyms.formUnion(rows.map { $0[2] })
            let known = before.types[type] ?? DrillRecord.Numbers()
            let after = drill.record.now.types[type] ?? DrillRecord.Numbers()
            let lost = known.acknowledged.subtracting(found)
            #expect(lost.count == 0, "\(type): \(lost.count) acknowledged events are lost, e.g. \(lost.sorted().prefix(5))")
            let unknown = found.subtracting(after.sent)
            #expect(unknown.count == 0, "\(type): \(unknown.count) events were never sent, e.g. \(unknown.sorted().prefix(5))")
            if isQuiet {
                try ledger(type, rows: rows, known: known)
                for batch in before.unanswered where batch.type == type {
                    let there = batch.numbers.filter(found.contains).count
                    #expect(there == 0 || there == batch.numbers.count, "\(type): \(there) of \(batch.numbers.count) events of one request are there")
                }
            }
        }
        #expect(pseudonyms.count <= Drill.users, "\(pseudonyms.count) pseudonyms for \(Drill.users) people")
        #expect(!pseudonyms.contains { $0.hasPrefix("u") && $0.count < 5 }, "a subject's id is in a query's answer")
    }

    private func numbers(of rows: [[String]], in type: String) throws -> Set<Int> {
        var found: Set<Int> = []
        var wrong: [String] = []
        var twice: [Int] = []
        for row in rows {
            guard row.count == 7, let number = Int(row[0]), let received = Int(row[3]), let partition = Int(row[4]) else {
                throw DrillFailure("\(type): a row that is none: \(row)")
            }
            if !found.insert(number).inserted { twice.append(number) }
            let hour = received / 3_600_000_000 * 3_600_000_000
            if row[1] != "e\(number)" || row[5] != DrillBatch.Event.payload(number) || row[6] != "/drill" || partition != hour {
                wrong.append("\(row)")
            }
        }
        #expect(twice.count == 0, "\(type): \(twice.count) events are there twice, e.g. \(twice.prefix(5))")
        #expect(wrong.count == 0, "\(type): \(wrong.count) rows hold what was not sent, e.g. \(wrong.prefix(3))")
        return found
    }

    /// Per hour: the ledger balances, and its delivered events are the rows of that hour.
    private func ledger(_ type: String, rows: [[String]], known: DrillRecord.Numbers) throws {
        let hours = try basin.hours(type)
        var rowsByHour: [String: Int] = [:]
        for row in rows { rowsByHour[Self.hourName(microseconds: Int(row[4]) ?? 0), default: 0] += 1 }
        for hour in hours {
            #expect(hour.ledger.isBalanced, "\(type) \(hour.hour) does not balance: \(hour.ledger)")
            #expect(hour.ledger.pending == 0 || hour.state == "open", "\(type) \(hour.hour) is sealed with events pending")
            let count = rowsByHour.removeValue(forKey: hour.hour) ?? 0
            #expect(hour.ledger.delivered == count, "\(type) \(hour.hour) delivered \(hour.ledger.delivered), holds \(count)")
        }
        #expect(rowsByHour.count == 0, "\(type): rows of hours that no ledger knows: \(rowsByHour)")
        let received = hours.reduce(0) { $0 + $1.ledger.received }
        let quarantined = hours.reduce(0) { $0 + $1.ledger.quarantined }
        #expect(
            (known.acknowledgedSendings...known.sendings).contains(received),
            "\(type) received \(received), but \(known.acknowledgedSendings) were acknowledged and \(known.sendings) sent")
        #expect(
            (known.refusals...known.refusedSendings).contains(quarantined),
            "\(type) has \(quarantined) in quarantine, but \(known.refusals) were refused and \(known.refusedSendings) sent")
    }

    /// The archive holds every record of the imported files once, and nothing else.
    func lookAtImports() throws {
        let rows = try basin.query("SELECT n, payload, epoch_us(_partition_time), epoch_us(_event_time) FROM \(DrillImports.type)")
        let numbers = rows.compactMap { Int($0[0]) }
        let expected = Set((0..<DrillImports.fileCount).flatMap { Array(DrillImports.numbers($0)) })
        #expect(numbers.count == Set(numbers).count, "imported records are there twice")
        let isAll = Set(numbers) == expected
        #expect(isAll, "of \(expected.count) imported records \(Set(numbers).intersection(expected).count) are there")
        let wrong = rows.filter { row in
            row[1] != DrillBatch.Event.payload(Int(row[0]) ?? 0)
                || (Int(row[3]) ?? 0) / 3_600_000_000 * 3_600_000_000 != Int(row[2])
        }
        #expect(wrong.count == 0, "\(wrong.count) imported rows hold what was not in the files, e.g. \(wrong.prefix(3))")
        for hour in try basin.hours(DrillImports.type) {
            #expect(hour.ledger.isBalanced, "archive \(hour.hour) does not balance: \(hour.ledger)")
        }
        let delivered = try basin.hours(DrillImports.type).reduce(0) { $0 + $1.ledger.delivered }
        #expect(delivered == expected.count, "the archive's ledgers say \(delivered) rows")
    }

    /// Waits until every hour before the newest is sealed, then lets other programs count.
    func lookSealed() throws {
        for type in Drill.types {
            let isSealed = try Waiting.until(seconds: 60) {
                try basin.hours(type).filter { $0.ledger.received > 0 }.allSatisfy { $0.state == "sealed" }
            }
            let open = try basin.hours(type).filter { $0.state == "open" }
            #expect(isSealed, "\(type): hours that are over are not sealed: \(open) \(basin.errorText().suffix(800))")
        }
        try look(isQuiet: true)
        guard PythonOracle.isHere else { return print("➜ PyIceberg did not count: \(PythonOracle.absent)") }
        for type in Drill.types + [DrillImports.type] {
            let rows = try basin.number("SELECT count(*) FROM \(type)")
            // DuckDB does not open a table whose last snapshot is later than its own clock, which nobody moved.
            var counts = try PythonOracle.counts(basin, type)
            // A snapshot follows its hour a moment later.
            _ = try Waiting.until(seconds: 60) {
                if counts.pyiceberg != rows { counts = try PythonOracle.counts(basin, type) }
                return counts.pyiceberg == rows
            }
            #expect(counts.pyiceberg == rows, "\(type): \(rows) rows, others read \(counts)")
            let hours = try basin.query("SELECT count(DISTINCT _partition_time) FROM \(type)")
            #expect(counts.hours.map { "\($0)" } == hours.first?.first, "\(type): hours \(hours), others see \(counts)")
        }
    }

    static func hourName(microseconds: Int) -> String {
        let date = Date(timeIntervalSince1970: Double(microseconds / 1_000_000))
        return String(date.ISO8601Format().prefix(13))
    }
}
