import BasinCore
import BasinProcessing
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CommandEngineTests {
    private func result(_ order: WorkOrder, environment: [String: String] = ["PATH": "/usr/bin:/bin"]) -> WorkResult {
        OrderExecution(engines: { _, started in CommandEngine(environment: environment, started: started) })
            .run(order, cancellation: RunCancellation(limits: order.limits))
    }

    @Test(
        "Exit codes mean what they mean in Styx (SCH-6)",
        arguments: [
            (1, WorkFailure.Kind.other), (20, .missingInput), (50, .userError), (137, .other),
        ])
    func exitCodes(_ code: Int, _ kind: WorkFailure.Kind) throws {
        let folder = try WorkFolder()
        #expect(result(try folder.order(Probe.command("exit", String(code)))).failure?.kind == kind)
    }

    @Test(
        "A program that is not there is the user's error", arguments: ["/nowhere/program", "no_such_program", "../sh"])
    func noProgram(_ name: String) throws {
        let folder = try WorkFolder()
        let failure = result(try folder.order(.command([name]))).failure
        #expect(failure?.message.contains(name) == true)
    }

    @Test(
        "Output that is no Parquet, or none at all, is refused with the reason",
        arguments: [
            (["text", "this is no parquet"], "bad.parquet"), (["link", "/etc/passwd"], "x.parquet"),
            (["nothing"], "BASIN_OUTPUT"),
            (["sql", "SELECT 'a' AS user_id, 'many' AS plays"], "plays"),
            (["sql", "SELECT 'a' AS user_id, 1::BIGINT AS plays, 2 AS more"], "more"),
            (["sql", "SELECT 'a' AS user_id, 1::BIGINT AS plays, now() AS _partition_time"], "_partition_time"),
        ])
    func badOutput(_ words: [String], _ named: String) throws {
        let folder = try WorkFolder()
        let failure = try #require(result(try folder.order(.command([Probe.path, "command"] + words))).failure)
        #expect(failure.kind == .userError)
        #expect(failure.message.contains(named))
    }

    @Test("A narrower type of the output is widened")
    func widened() throws {
        let folder = try WorkFolder()
        #expect(
            result(try folder.order(Probe.command("sql", "SELECT 'a' AS user_id, 1::INTEGER AS plays"))).output?.rows
                == 1)
    }

    @Test("The program is told what it needs, and nothing else of the platform")
    func environment() throws {
        let folder = try WorkFolder()
        let columns = [
            Column(name: "variables", type: .string, id: 1, isRequired: false),
            Column(name: "folder", type: .string, id: 2, isRequired: false),
        ]
        let order = try folder.order(Probe.command("environment"), columns: columns)
        let output = try #require(
            result(order, environment: ["PATH": "/usr/bin:/bin", "LANG": "C", "BASIN_MASTER_KEY": "k", "SECRET": "s"])
                .output)
        let path = output.files[0].path.sqlLiteral
        let names = try folder.rows("SELECT list_sort(json_keys(variables)) AS n FROM \(path)")
        let expected = [
            "BASIN_ATTEMPT", "BASIN_DATASET", "BASIN_INPUTS", "BASIN_OUTPUT", "BASIN_PARTITION", "BASIN_PARTITION_END",
            "BASIN_PARTITION_START", "BASIN_RUN_ID", "LANG", "PATH",
        ]
        #expect(names == ["{'n': [\(expected.joined(separator: ", "))]}"])
        #expect(
            try folder.rows("SELECT variables->>'BASIN_PARTITION_END' = '2018-11-04T00:00:00Z' AS e FROM \(path)") == [
                "{'e': true}"
            ])
        #expect(try folder.rows("SELECT folder LIKE '%/staging/scratch' AS f FROM \(path)") == ["{'f': true}"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: order.staging) == ["part-0.parquet"])
    }

    @Test("How a program's output begins and ends is kept, and no more")
    func log() throws {
        let folder = try WorkFolder()
        let log = try #require(result(try folder.order(Probe.command("loud"))).log)
        #expect(log.hasPrefix("line 0\n") && log.hasSuffix("line 199999\n"))
        #expect(log.utf8.count < 70 << 10)
    }

    @Test("A program that takes too much memory is ended and told so")
    func leak() throws {
        let folder = try WorkFolder()
        let order = try folder.order(Probe.command("leak"), limits: RunLimits(seconds: 50, memoryBytes: 128 << 20))
        let result = self.result(order)
        #expect(result.failure?.kind == .memory)
        #expect(result.usage.peakBytes > 128 << 20)
    }

    @Test("A program that crashes is tried again")
    func crash() throws {
        let folder = try WorkFolder()
        #expect(result(try folder.order(Probe.command("crash"))).failure?.kind == .other)
    }
}
