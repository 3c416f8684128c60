import BasinCore
import BasinEngines
import BasinMetastore
import Synchronization

/// When the first and the last event of each file were received, looked up once a file: files never change.
final class FileTimes: Sendable {
    struct Span: Equatable {
        var first: Timestamp
        var last: Timestamp
    }
    private let known = Mutex<[String: Span]>([:])
    private static let most = 50_000

    /// The one column, whatever else a file of any version has.
    private static let schema = {
        let column = Envelope.receivedTime.column
        return "\(column.id): {name: \(column.name.sqlLiteral), type: \(column.type.duckDBName.sqlLiteral), default_value: NULL}"
    }()

    /// By path; files without a row are left out.
    func spans(_ files: [FileRecord], _ connection: DuckDBConnection) throws -> [String: Span] {
        var spans = known.withLock { known in
            Dictionary(uniqueKeysWithValues: files.compactMap { file in known[file.path].map { (file.path, $0) } })
        }
        let unknown = files.filter { spans[$0.path] == nil && $0.rows > 0 }
        guard !unknown.isEmpty else { return spans }
        let list = unknown.map(\.path.sqlLiteral).joined(separator: ", ")
        var found: [String: Span] = [:]
        try connection.query(
            "SELECT filename, epoch_us(min(_received_time)), epoch_us(max(_received_time)) FROM "
                + "read_parquet([\(list)], schema = MAP {\(Self.schema)}, filename = true, hive_partitioning = false) "
                + "GROUP BY filename"
        ).forEachChunk { chunk in
            for row in 0..<chunk.rowCount {
                guard let path = chunk.string(column: 0, row: row), let first = chunk.int64(column: 1, row: row),
                    let last = chunk.int64(column: 2, row: row)
                else { continue }
                found[path] = Span(first: Timestamp(microseconds: first), last: Timestamp(microseconds: last))
            }
        }
        known.withLock { known in
            if known.count + found.count > Self.most { known = [:] }
            known.merge(found) { _, new in new }
        }
        spans.merge(found) { _, new in new }
        return spans
    }
}
