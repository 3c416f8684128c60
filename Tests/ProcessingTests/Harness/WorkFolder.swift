import BasinCore
import BasinEngines
import BasinProcessing
import Foundation

/// A folder of one test with an input dataset in it, and orders over that.
final class WorkFolder: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/basin-work-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static let playColumns = [
        Column(name: "user_id", type: .string, id: 101, isRequired: true),
        Column(name: "song", type: .string, id: 102, isRequired: false),
        Column(name: "seconds", type: .int64, id: 103, isRequired: false),
    ]

    static let day = Partition("2018-11-03", .day)!

    /// A Parquet file with field ids.
    @discardableResult
    func file(_ name: String, columns: [Column], rows: String) throws -> String {
        let file = path + "/" + name
        try DuckDB().connect().execute("COPY (\(rows)) TO \(file.sqlLiteral) (\(ParquetWriter.options(columns)))")
        return file
    }

    func plays(
        _ rows: String = "VALUES ('a','x',10),('a','y',20),('b','x',30),('c',NULL,40)", name: String = "plays.parquet"
    ) throws -> WorkInput {
        let typed =
            "SELECT c0::VARCHAR AS user_id, c1::VARCHAR AS song, c2::BIGINT AS seconds FROM (\(rows)) AS r(c0, c1, c2)"
        return WorkInput(
            name: "plays", columns: Self.playColumns, files: [try file(name, columns: Self.playColumns, rows: typed)])
    }

    func order(
        _ work: WorkOrder.Work, inputs: [WorkInput]? = nil, columns: [Column]? = nil, checks: [Check] = [],
        checkInputs: [WorkInput] = [], limits: RunLimits = RunLimits(seconds: 60), masked: Set<String> = [],
        staging: String = "staging", graceMilliseconds: Int64 = 200
    ) throws -> WorkOrder {
        let produced =
            columns ?? [
                Column(name: "user_id", type: .string, id: 1, isRequired: false),
                Column(name: "plays", type: .int64, id: 2, isRequired: false),
            ]
        return WorkOrder(
            run: "run-1", attempt: 1, token: 7, dataset: "listening", partition: Self.day.description,
            bounds: Self.day.range, asOf: Self.day.end, work: work, inputs: try inputs ?? [plays()],
            columns: produced + [Envelope.partitionTime.column], staging: path + "/" + staging, limits: limits,
            checks: checks, checkInputs: checkInputs, maskedColumns: masked,
            graceMilliseconds: graceMilliseconds)
    }

    static let perUser = "SELECT user_id, count(*) AS plays FROM plays GROUP BY user_id ORDER BY user_id"

    /// The rows of an SQL as text, read by a DuckDB of its own.
    func rows(_ sql: String) throws -> [String] {
        var rows: [String] = []
        try DuckDB().connect().query("SELECT CAST(r AS VARCHAR) FROM (\(sql)) AS r").forEachChunk { chunk in
            for row in 0..<chunk.rowCount { rows.append(chunk.string(column: 0, row: row) ?? "NULL") }
        }
        return rows
    }
}

extension WorkResult {
    var output: AuditedOutput? { if case .success(let output) = outcome { output } else { nil } }
    var failure: WorkFailure? { if case .failure(let failure) = outcome { failure } else { nil } }
}
