import BasinCore
import BasinMetastore
import BasinProcessing
import Foundation
import Testing

/// A run that a worker has staged one file for, and a publisher.
struct PublisherBench {
    let folder: WorkFolder
    let scheduling: SchedulerBench
    let run: StartedRun
    /// As it was audited.
    private(set) var file: StagedFile

    init() throws {
        folder = try WorkFolder()
        scheduling = try SchedulerBench()
        try scheduling.apply([(scheduling.dataset("kept", .none, trigger: Trigger(kind: .manual)), [])])
        _ = try scheduling.scheduler.request("kept", "all", by: "a test", at: scheduling.now)
        _ = try scheduling.scheduler.pass(at: scheduling.now)
        run = try #require(scheduling.takeStarted().first)
        let order = try folder.order(.sql(WorkFolder.perUser))
        let staged = try DuckDBEngine().run(order, cancellation: RunCancellation(limits: order.limits))
        file = try #require(staged.files.first)
    }

    func publish(token: Int64? = nil, and others: [StagedFile] = []) throws -> Int {
        let now = scheduling.now
        let publisher = Publisher(dataFolder: folder.path, metastore: scheduling.metastore, clock: Clock { now })
        return try publisher.publish(
            AuditedOutput(files: [file] + others, rows: 3, checksum: "", checks: []), runID: run.runID,
            token: token ?? run.lease.token,
            pin: RunPin(hash: "", work: .sql("SELECT 1"), schemaVersion: 1, columns: [], engine: "", inputs: []))
    }

    var tableFiles: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/warehouse/basin/kept/data")) ?? []
    }

    var revision: Int? { try? scheduling.metastore.read { try $0.partition(datasetID: run.datasetID, 0).revision } }

    var state: String? { get throws { try scheduling.metastore.read { try $0.run(id: run.runID)?.state } } }

    mutating func harm(_ harm: PublisherTests.Harm) throws {
        let manager = FileManager.default, path = file.path
        switch harm {
        case .removed: try manager.removeItem(atPath: path)
        case .cut: try change { $0.removeLast() }
        case .longer: try change { $0.append(0) }
        case .touched:
            try manager.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
        case .link:
            try manager.moveItem(atPath: path, toPath: path + ".real")
            try manager.createSymbolicLink(atPath: path, withDestinationPath: path + ".real")
        case .folder:
            try manager.removeItem(atPath: path)
            try manager.createDirectory(atPath: path, withIntermediateDirectories: false)
        case .head: try change { $0[1] ^= 1 }
        case .tail: try change { $0[$0.count - 1] ^= 1 }
        case .footer: try change { $0.replaceSubrange($0.count - 6..<$0.count - 4, with: [0xFF, 0x7F]) }
        }
    }

    /// Of its bytes only, as if the file system did not tell when a file was written.
    private mutating func change(_ body: (inout Data) -> Void) throws {
        let url = URL(fileURLWithPath: file.path)
        var bytes = try Data(contentsOf: url)
        body(&bytes)
        try bytes.write(to: url)
        file.modified = nil
    }
}
