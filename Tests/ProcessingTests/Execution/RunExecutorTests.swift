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

    @Test("A run's report names the worker process that did it (SCH-10)")
    func worker() async throws {
        let bench = try ExecutorBench()
        let isPublished = try await bench.execute()
        #expect(isPublished && bench.tableFiles.count == 1 && bench.stagingFolders.isEmpty)
        let report = try #require(try bench.reports().last)
        #expect(report.worker.contains(/^worker 1, process [0-9]+$/))
    }
}
