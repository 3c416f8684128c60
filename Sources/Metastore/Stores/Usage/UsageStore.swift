package import BasinCore
import GRDB

/// What was used, by day and month.
extension Snapshot {
    /// - Parameter month: since 1970-01.
    package func usage(month: Int, datasetID: UInt32? = nil) throws -> [UsageRecord] {
        let columns = """
            SELECT kind, dataset_id, account, count, cpu_micros, wall_micros, bytes_read, bytes_written, rows, byte_days
            FROM usage_month WHERE month = ?
            """
        guard let datasetID else { return try usageRecords(columns, [month]) }
        return try usageRecords(columns + " AND kind IN (\(Self.kinds)) AND dataset_id = ?", [month, Int64(datasetID)])
    }

    /// Every kind by name: keys begin with time and kind, so that one dataset's lines are found without looking at
    /// those of all.
    private static let kinds = UsageKind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")

    /// Who asked for a dataset on some days, the most often first.
    package func readers(of datasetID: UInt32, days: Range<Int>, limit: Int) throws -> [DatasetReader] {
        try db.fetchAll(
            cached: """
                WITH RECURSIVE days (day) AS (SELECT ?1 WHERE ?1 < ?2 UNION ALL SELECT day + 1 FROM days WHERE day + 1 < ?2)
                SELECT u.account, sum(u.count) AS queries, max(u.day) AS last
                FROM days CROSS JOIN usage_day u ON u.day = days.day AND u.kind = 'query' AND u.dataset_id = ?3
                WHERE u.account != '' GROUP BY u.account ORDER BY 2 DESC, 1 LIMIT ?4
                """, arguments: [days.lowerBound, days.upperBound, Int64(datasetID), limit]
        ).map { DatasetReader(account: $0["account"], queries: $0["queries"], lastDay: $0["last"]) }
    }

    /// The sums of some days, a line for each kind and dataset; whoever asked.
    package func usage(days: Range<Int>) throws -> [UsageRecord] {
        try usageRecords(
            """
            SELECT kind, dataset_id, '', sum(count), sum(cpu_micros), sum(wall_micros), sum(bytes_read), sum(bytes_written),
                sum(rows), sum(byte_days)
            FROM usage_day WHERE day >= ? AND day < ? GROUP BY kind, dataset_id
            """, [days.lowerBound, days.upperBound])
    }

    /// By the place of a column and a row at a time: there may be hundreds of thousands. A kind that a newer Basin
    /// knows is passed over.
    private func usageRecords(_ sql: String, _ arguments: StatementArguments) throws -> [UsageRecord] {
        var records: [UsageRecord] = []
        let rows = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
        while let row = try rows.next() {
            guard let kind = UsageKind(rawValue: row[0]) else { continue }
            let id = UInt32(row[1] as Int64), account: String = row[2]
            records.append(
                UsageRecord(
                    kind: kind, datasetID: id == 0 ? nil : id, account: account.isEmpty ? nil : account,
                    usage: Usage(
                        count: row[3], cpuMicros: row[4], wallMicros: row[5], bytesRead: row[6], bytesWritten: row[7],
                        rows: row[8], byteDays: row[9])))
        }
        return records
    }

    /// Bytes of every file of the current content, refused events included, by event type and dataset.
    package func storedBytes() throws -> [UInt32: Int64] {
        var bytes: [UInt32: Int64] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT type_id, sum(bytes) AS bytes FROM data_file GROUP BY type_id") {
            bytes[UInt32(row["type_id"] as Int64)] = row["bytes"]
        }
        return bytes
    }

    /// As last applied; nil when nobody said what things cost.
    package func prices() throws -> Prices? {
        try String.fetchOne(db, sql: "SELECT prices FROM price_list").map { try JSONText.decode(Prices.self, $0) }
    }
}

extension Transaction {
    /// Adds to the sums of the moment's day and month.
    package func addUsage(_ record: UsageRecord, at moment: Timestamp) throws {
        let day = Partition(.day, holding: moment).index
        try add(record, table: "usage_day", column: "day", period: day)
        try add(record, table: "usage_month", column: "month", period: Partition(.month, holding: moment).index)
    }

    /// What is too much stays at the most: SQLite would make a fraction of it, which the column does not take, and
    /// nothing could be saved any more.
    private func add(_ record: UsageRecord, table: String, column: String, period: Int) throws {
        let usage = record.usage
        try db.execute(
            cached: """
                INSERT INTO \(table) (\(column), kind, dataset_id, account, count, cpu_micros, wall_micros, bytes_read,
                    bytes_written, rows, byte_days)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET count = min(count + excluded.count, 9223372036854775807),
                    cpu_micros = min(cpu_micros + excluded.cpu_micros, 9223372036854775807),
                    wall_micros = min(wall_micros + excluded.wall_micros, 9223372036854775807),
                    bytes_read = min(bytes_read + excluded.bytes_read, 9223372036854775807),
                    bytes_written = min(bytes_written + excluded.bytes_written, 9223372036854775807),
                    rows = min(rows + excluded.rows, 9223372036854775807),
                    byte_days = min(byte_days + excluded.byte_days, 9223372036854775807)
                """,
            arguments: [
                period, record.kind.rawValue, Int64(record.datasetID ?? 0), record.account ?? "", usage.count,
                usage.cpuMicros, usage.wallMicros, usage.bytesRead, usage.bytesWritten, usage.rows, usage.byteDays,
            ])
    }

    /// Counts what a try of a run used, once: again with the same token it changes nothing.
    package func addRunUsage(_ run: RunUsageRecord) throws {
        let usage = run.usage
        try db.execute(
            cached: """
                INSERT OR IGNORE INTO run_usage (token, run_id, dataset_id, ended_at, cpu_micros, wall_micros, peak_bytes,
                    bytes_read, bytes_written, rows)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run.token, run.runID, Int64(run.datasetID), run.endedAt.microseconds, usage.cpuMicros, usage.wallMicros,
                run.peakBytes, usage.bytesRead, usage.bytesWritten, usage.rows,
            ])
        guard db.changesCount > 0 else { return }
        try addUsage(UsageRecord(kind: .run, datasetID: run.datasetID, usage: usage), at: run.endedAt)
    }

    /// Writes down what the day stores of one dataset, in place of what was written down before.
    func correctStored(_ bytes: Int64, of id: UInt32, on day: Int) throws {
        let before =
            try db.fetchAll(
                cached:
                    "SELECT byte_days FROM usage_day WHERE day = ? AND kind = 'storage' AND dataset_id = ? AND account = ''",
                arguments: [day, Int64(id)]
            ).first.map { $0["byte_days"] as Int64 } ?? 0
        guard bytes != before else { return }
        try addUsage(
            UsageRecord(kind: .storage, datasetID: id, usage: Usage(byteDays: bytes - before)),
            at: Partition(.day, index: day).start)
    }

    /// Forgets days that are so old. Months stay.
    package func forgetUsage(before day: Int) throws {
        try db.execute(sql: "DELETE FROM usage_day WHERE day < ?", arguments: [day])
    }

    /// In place of what was said before; nil: nobody says what things cost.
    package func store(prices: Prices?) throws {
        try db.execute(sql: "DELETE FROM price_list")
        guard let prices else { return }
        try db.execute(
            sql: "INSERT INTO price_list (only, prices) VALUES (1, ?)", arguments: [try JSONText.encode(prices)])
    }
}
