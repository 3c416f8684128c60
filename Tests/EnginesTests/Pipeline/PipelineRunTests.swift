import BasinCore
import BasinEngines
import Foundation
import Testing

@Suite("A pipeline's SQL runs in the sandbox")
final class PipelineRunTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "basin-pipeline-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @Test("what was analysed can be written with the partition's bounds, sealed values unchanged")
    func written() throws {
        try DuckDB().connect().execute(
            """
            COPY (SELECT 'p' || i AS user_id, encode('sealed ' || i) AS first_name, i AS seconds FROM range(4) t(i))
            TO '\(folder)/in.parquet' (FORMAT parquet, FIELD_IDS {user_id: 1, first_name: 2, seconds: 3})
            """)
        let columns = [
            DatasetColumn(name: "user_id", type: .string, id: 1, classification: .pseudonymous, isSubject: true),
            DatasetColumn(name: "first_name", type: .string, id: 2, classification: .personal, isSealed: true),
            DatasetColumn(name: "seconds", type: .int64, id: 3, classification: .none),
        ]
        let analysis = try PipelineSQL().analyse(
            "SELECT user_id, first_name, sum(seconds) AS s, $partition_start AS day FROM heard GROUP BY ALL; -- "
                + "every one",
            tables: ["heard": PipelineTable(name: "heard", columns: columns)])
        // A sealed column is read as the bytes that it is, where a person would see the mask.
        let table = QueryTable(
            name: "heard", columns: columns.map { QueryColumn(name: $0.name, type: $0.storedType, id: $0.id) },
            files: [folder + "/in.parquet"])
        let path = folder + "/out.parquet"
        let sandbox = try QuerySandbox(tables: [table], pseudonyms: [:], limits: QueryLimits(), output: path)
        let written = try sandbox.connection.query(
            "COPY (\(analysis.storedSelect)) TO \(path.sqlLiteral) (FORMAT parquet, USE_TMP_FILE false)",
            named: [
                "partition_start": .timestamp(Timestamp(microseconds: 0)),
                "partition_end": .timestamp(Timestamp(microseconds: 1)),
            ])
        #expect(try written.integer() == 4)
        let right = try DuckDB().connect().query(
            "SELECT count(*) FROM '\(path)' WHERE first_name = encode('sealed ' || s) AND typeof(s) = 'BIGINT' AND "
                + "epoch(day) = 0"
        )
        #expect(try right.integer() == 4)
    }
}
