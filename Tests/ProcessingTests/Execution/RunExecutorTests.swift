import BasinCore
import BasinMetastore
import BasinProcessing
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RunExecutorTests {
    struct NoRoom: Error {}

    @Test("A publication whose transaction fails leaves no file, and the run is tried again (SCH-6)")
    func failedCommit() async throws {
        let bench = try ExecutorBench { _, _ in throw NoRoom() }
        let isPublished = try await bench.execute()
        #expect(!isPublished)
        #expect(try bench.state == "retrying")
        #expect(bench.tableFiles.isEmpty && bench.stagingFolders.isEmpty)
    }

    @Test("What a run used is what its processes used, counted once, whatever came of it (CST-1)")
    func used() async throws {
        // Some hundred milliseconds of a shell, 20 MB through a pipe, and nothing to publish.
        let script = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; head -c 20000000 /dev/zero | cat >/dev/null; exit 50"
        let bench = try ExecutorBench(work: .command(["/bin/sh", "-c", script], columns: []))
        let isPublished = try await bench.execute()
        #expect(!isPublished)
        let report = try #require(try bench.reports().last).usage
        #expect(report.cpuSeconds > 0.05 && report.cpuSeconds < report.wallSeconds * 3 + 0.1, "\(report)")
        #expect(report.bytesRead >= 40_000_000 && report.bytesWritten >= 20_000_000, "\(report)")
        let counted = try #require(try bench.counted().first)
        #expect(counted.count == 1 && counted.cpuMicros == Int64((report.cpuSeconds * 1e6).rounded()))
        #expect(counted.bytesRead == report.bytesRead && counted.wallMicros > 0)
    }

    @Test("A run's report names the worker process that did it (SCH-10)")
    func worker() async throws {
        let bench = try ExecutorBench()
        let isPublished = try await bench.execute()
        #expect(isPublished && bench.tableFiles.count == 1 && bench.stagingFolders.isEmpty)
        let report = try #require(try bench.reports().last)
        #expect(report.worker.contains(/^worker 1, process [0-9]+$/))
    }
}
