import BasinCore
import BasinEngines
import BasinProcessing
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DuckDBEngineTests {
    private func result(_ folder: WorkFolder, _ sql: String, limits: RunLimits = RunLimits(seconds: 30)) throws
        -> WorkResult
    {
        let order = try folder.order(.sql(sql), limits: limits)
        return OrderExecution().run(order, cancellation: RunCancellation(limits: limits))
    }

    @Test(
        "A semicolon and comments at the end do no harm",
        arguments: [
            ";", " ; ", "; -- done", "; /* a; b */ ;", " -- no; end", "\n-- ;", " WHERE song <> ';';",
        ])
    func endings(_ end: String) throws {
        let folder = try WorkFolder()
        #expect(try result(folder, "SELECT user_id, seconds AS plays FROM plays" + end).output != nil)
    }

    @Test(
        "What is no single SELECT is refused",
        arguments: [
            "", ";", "SELECT 1 AS user_id, 2 AS plays; SELECT 3", "CREATE TABLE t (a INTEGER)", "DROP VIEW plays",
            "SELECT 1) TO '/tmp/x' (FORMAT csv); --", "INSERT INTO plays VALUES (1)", "COPY plays TO '/tmp/x.csv'",
            "SELECT 'a' AS user_id, 1 AS plays\0; DROP VIEW plays", "SELECT $other AS user_id, 1 AS plays",
        ])
    func refused(_ sql: String) throws {
        #expect(try result(WorkFolder(), sql).failure?.kind == .userError)
    }

    @Test(
        "Other files, settings and extensions are out of reach",
        arguments: [
            "SELECT content AS user_id, 1 AS plays FROM read_text('/etc/passwd')",
            "SELECT a AS user_id, 1 AS plays FROM read_csv('/etc/hostname') AS t(a)",
            "SELECT file AS user_id, 1 AS plays FROM glob('/etc/*')",
            "FROM '/etc/passwd'", "SELECT * FROM read_parquet('https://example.com/x.parquet')",
        ])
    func walls(_ sql: String) throws {
        let failure = try #require(try result(WorkFolder(), sql).failure)
        #expect(failure.kind == .userError)
    }

    @Test("Columns are found by field id, whatever the file calls them")
    func renamed() throws {
        let folder = try WorkFolder()
        let columns = [
            Column(name: "who", type: .string, id: 101, isRequired: true),
            Column(name: "what", type: .string, id: 102, isRequired: false),
        ]
        let old = try folder.file("old.parquet", columns: columns, rows: "SELECT 'z' AS who, 'q' AS what")
        var input = try folder.plays()
        input.files.append(old)
        let order = try folder.order(
            .sql("SELECT user_id, seconds AS plays FROM plays WHERE song = 'q'"), inputs: [input])
        let output = try #require(
            OrderExecution().run(order, cancellation: RunCancellation(limits: order.limits)).output)
        let rows = try folder.rows("SELECT user_id, plays FROM \(output.files[0].path.sqlLiteral)")
        #expect(rows == ["{'user_id': z, 'plays': NULL}"])
    }

    @Test("A query that needs more memory than it may have is told so")
    func memory() throws {
        let sql =
            "SELECT string_agg(r.range::VARCHAR || repeat('x', 100), '') AS user_id, count(*) AS plays "
            + "FROM range(5000000) AS r GROUP BY r.range"
        let failure = try #require(
            try result(WorkFolder(), sql, limits: RunLimits(seconds: 50, memoryBytes: 64 << 20)).failure)
        #expect(failure.kind == .memory)
        #expect(failure.message.contains("64 MiB"))
    }

    @Test("A dataset without partitions gets no partition time")
    func whole() throws {
        let folder = try WorkFolder()
        var order = try folder.order(.sql(WorkFolder.perUser))
        order.bounds = nil
        order.partition = Partition.whole
        order.columns.removeLast()
        let output = try #require(
            OrderExecution().run(order, cancellation: RunCancellation(limits: order.limits)).output)
        #expect(
            try folder.rows("SELECT * FROM \(output.files[0].path.sqlLiteral) LIMIT 1") == [
                "{'user_id': a, 'plays': 2}"
            ])
    }

    @Test("What it costs is measured")
    func usage() throws {
        let usage = try result(WorkFolder(), WorkFolder.perUser).usage
        #expect(usage.peakBytes > 1 << 20)
        #expect(usage.wallSeconds > 0 && usage.cpuSeconds > 0)
    }
}
