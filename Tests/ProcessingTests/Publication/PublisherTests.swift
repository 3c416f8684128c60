import BasinCore
import BasinMetastore
import BasinProcessing
import Foundation
import Testing

@Suite struct PublisherTests {
    @Test("What was staged becomes the first revision, in the table's folder (SCH-6)")
    func published() throws {
        let bench = try PublisherBench()
        #expect(try bench.publish() == 1)
        #expect(bench.tableFiles.count == 1 && !FileManager.default.fileExists(atPath: bench.file.path))
    }

    /// Each harm keeps as much as it can of what the file was.
    enum Harm: String, CaseIterable, Sendable { case removed, cut, longer, touched, link, folder, head, tail, footer }

    @Test(
        "A file that is no longer what was checked is not published, and the run may try again (SCH-6)",
        arguments: Harm.allCases)
    func changed(_ harm: Harm) throws {
        var bench = try PublisherBench()
        try bench.harm(harm)
        let failure = try #require(throws: RunFailure.self) { try bench.publish() }
        #expect(failure.kind == .other)
        #expect(failure.message.contains(bench.file.path) && failure.message.contains("nothing was published"))
        #expect(bench.tableFiles.isEmpty && bench.revision == 0)
        #expect(try bench.state == "publishing")
    }

    @Test("One file of two that was changed keeps both from being published, and the other where it was")
    func oneOfTwo() throws {
        let bench = try PublisherBench()
        let copy = bench.file.path + ".2"
        try FileManager.default.copyItem(atPath: bench.file.path, toPath: copy)
        var second = bench.file
        second.path = copy
        second.bytes += 1
        #expect(throws: RunFailure.self) { try bench.publish(and: [second]) }
        #expect(bench.tableFiles.isEmpty && FileManager.default.fileExists(atPath: bench.file.path))
    }

    @Test("A run that lost its lease publishes nothing, whatever its files are (SCH-5)")
    func staleToken() throws {
        let bench = try PublisherBench()
        let error = try #require(throws: BasinError.self) { try bench.publish(token: bench.run.lease.token - 1) }
        #expect(error.code == .conflict)
        #expect(bench.tableFiles.isEmpty && bench.revision == 0)
    }
}
