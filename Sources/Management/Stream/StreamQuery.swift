import BasinCore
import BasinEngines
import BasinMetastore

/// One look into the files of one hour for the events that follow a position.
struct StreamQuery {
    var type: AppliedEventType
    var files: [FileRecord]
    var reach: StreamHorizon.Reach
    var limit: Int
    /// Of all pages together, about.
    var bytes: Int
    /// Of one page, about.
    var pageBytes: Int

    /// Pages of lines that follow the position; none when the hour has no more.
    func run(_ connection: DuckDBConnection, _ times: FileTimes, after position: StreamPosition) throws -> [StreamPage] {
        guard reach != .nothing, limit > 0 else { return [] }
        let spans = try times.spans(files, connection)
        let candidates = files.compactMap { file in spans[file.path].map { (file: file, span: $0) } }
            .filter { candidate in position.key.map { candidate.span.last >= $0.received } ?? true }
            .sorted { ($0.span.first, $0.file.path) < ($1.span.first, $1.file.path) }
        // An open hour has many small files, each later than the one before: those of the next few events are enough.
        var count = 0, rows = 0
        while count < candidates.count {
            let wanted = rows + 2 * limit
            while count < candidates.count, rows < wanted {
                rows += candidates[count].file.rows
                count += 1
            }
            let bound = count < candidates.count ? candidates[count].span.first : nil
            let pages = try read(candidates[..<count].map(\.file.path), before: bound, connection, after: position)
            if !pages.isEmpty { return pages }
        }
        return []
    }

    private func read(
        _ paths: [String], before bound: Timestamp?, _ connection: DuckDBConnection, after position: StreamPosition
    ) throws -> [StreamPage] {
        var limit = limit
        while true {
            do {
                return try read(paths, before: bound, limit, connection, after: position)
            } catch let error as BasinError where error.message.contains("Out of Memory") && limit > 1 {
                // Large events: fewer of them.
                limit = max(1, limit / 8)
            }
        }
    }

    private func read(
        _ paths: [String], before bound: Timestamp?, _ limit: Int, _ connection: DuckDBConnection,
        after position: StreamPosition
    ) throws -> [StreamPage] {
        let table = QueryTable(name: type.name, columns: type.schema.queryColumns, files: paths)
        var conditions: [String] = []
        // An identity is bound: it may hold any character, also one that ends a text of SQL. Times are written out, so that
        // the plan knows them and row groups are left out by them.
        var bindings: [DuckDBValue] = []
        if let key = position.key {
            let time = Self.sql(key.received)
            conditions.append("_received_time >= \(time) AND (_received_time > \(time) OR (_source, _event_id) > (?, ?))")
            bindings = [.text(key.source), .text(key.id)]
        }
        if let bound { conditions.append("_received_time < \(Self.sql(bound))") }
        if case .through(let time) = reach { conditions.append("_received_time <= \(Self.sql(time))") }
        let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let sql = """
            SELECT epoch_us(_received_time), _source, _event_id, \(EventText.sql(type)) FROM (
              SELECT * FROM (\(table.selectSQL)) \(filter) ORDER BY _received_time, _source, _event_id LIMIT \(limit)
            ) ORDER BY _received_time, _source, _event_id
            """
        var lines = StreamLines(type.id, after: position, pageBytes: pageBytes)
        do {
            try connection.stream(sql, bindings) { chunk in
                for row in 0..<chunk.rowCount {
                    guard lines.append(chunk, row) else { throw unreadable }
                    if lines.byteCount >= bytes { throw Enough() }
                }
            }
        } catch is Enough {}
        return lines.finish()
    }

    private var unreadable: BasinError {
        BasinError(.damaged, "A file of \(type.name) holds an event without an identity; run `basin fsck`.")
    }

    private static func sql(_ time: Timestamp) -> String { "make_timestamptz(\(time.microseconds))" }

    private struct Enough: Error {}
}
