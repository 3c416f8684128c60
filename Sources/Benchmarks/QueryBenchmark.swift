import BasinCore
import BasinEngines
import BasinManagement
import Foundation

/// A grouping query over many Parquet files with a masked column, through a worker process as a server's queries go, and
/// as plain DuckDB on the same files in this process, in turn.
struct QueryBenchmark {
    func run() async throws {
        try await Machine.withFolder { folder in
            let columns = [
                Column(name: "user_id", type: .string, id: 101, isRequired: false),
                Column(name: "song", type: .string, id: 102, isRequired: false),
                Column(name: "first_name", type: .binary, id: 104, isRequired: false),
                Column(name: "length_s", type: .double, id: 105, isRequired: false),
            ]
            let maker = try DuckDB(threads: 2).connect()
            let files = (0..<1000).map { "\(folder)/\($0).parquet" }
            for (number, file) in files.enumerated() {
                try maker.execute(
                    """
                    COPY (SELECT 'listener-' || (random() * 20000)::INT AS user_id, 'song ' || (random() * 5000)::INT AS song,
                        encode(md5(random()::VARCHAR) || md5(random()::VARCHAR)) AS first_name, random() * 400 AS length_s
                        FROM range(15000) WHERE \(number) >= 0) TO \(file.sqlLiteral) (\(ParquetWriter.options(columns)))
                    """)
            }
            let bytes = try files.reduce(0) { try $0 + (FileManager.default.attributesOfItem(atPath: $1)[.size] as? Int ?? 0) }
            let sql = "SELECT song, count(*) AS n, sum(length_s) AS s, count(first_name) AS names FROM song_played GROUP BY song ORDER BY n DESC LIMIT 10"
            let table = QueryOrder.Table(
                name: "song_played",
                columns: columns.map { QueryColumn(name: $0.name, type: $0.type, id: $0.id, isSealed: $0.type == .binary) },
                files: files)
            let parser = QueryParser()
            let pool = QueryWorkerPool(launch: { ChildStart(path: "/proc/self/exe", arguments: ["query-worker"], environment: [:], folder: "/") })
            defer { pool.stop() }
            // The server keeps one warm.
            _ = try pool.run(
                QueryOrder(sql: "SELECT 1", output: .file(.csv, rows: nil), directory: folder), openers: [:],
                cancellation: QueryCancellation(), QueryTaker { _ in })
            let list = files.map(\.sqlLiteral).joined(separator: ",")
            var ours = Sample(), plain = Sample(), ratios = Sample()
            for _ in 0..<5 {
                let a = try seconds {
                    _ = try parser.check(sql, datasets: ["song_played"])
                    _ = try pool.run(
                        QueryOrder(sql: sql, tables: [table], output: .file(.csv, rows: nil), directory: folder), openers: [:],
                        cancellation: QueryCancellation(), QueryTaker { _ in })
                }
                let b = try seconds {
                    let connection = try DuckDB(threads: 2).connect()
                    try connection.execute("CREATE VIEW song_played AS FROM read_parquet([\(list)])")
                    try connection.query(sql).forEachChunk { _ in }
                }
                ours.add(a * 1000)
                plain.add(b * 1000)
                ratios.add(a / b)
            }
            row("query: 1,000 files, \(thousands(Double(bytes) / 1e6)) MB, masked column, through a worker", "Basin ms", "DuckDB ms", "ratio", "goal")
            row("  median of 5", fixed(ours.quantile(0.5), 0), fixed(plain.quantile(0.5), 0), fixed(ratios.quantile(0.5)), "1.10")
        }
    }
}
