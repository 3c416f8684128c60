import BasinCore
import BasinKeys
import BasinMetastore
import Foundation

/// Personal values of 30 bytes, the nonce included, each under another subject's key than the one before.
struct SealingBenchmark {
    func run() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try KeyStore.open(
            dataFolder: folder, masterKeyFile: nil,
            environment: [MasterKey.environmentVariable: String(repeating: "5a", count: 32)])
        let subjects = try store.subjects(for: (0..<10_000).map { Array("subject-\($0)".utf8) })
        let context = try SealingContext(store)
        let value = [UInt8](repeating: 0x61, count: 30), identity = [UInt8](repeating: 0x62, count: 48)
        var output = [UInt8](repeating: 0, count: SealingContext.sealedByteCount(30))
        let count = 1_000_000
        let start = Machine.cpuSeconds
        try value.withUnsafeBytes { value in
            try identity.withUnsafeBytes { identity in
                try output.withUnsafeMutableBufferPointer { output in
                    guard let base = output.baseAddress else { return }
                    for index in 0..<count {
                        _ = try context.seal(
                            value, key: subjects[index * 7 % subjects.count].key, origin: FieldOrigin(typeID: 1, fieldID: 104),
                            identity: identity, into: base)
                    }
                }
            }
        }
        row("sealing a personal value", "values/s per core", "goal")
        row("  30 bytes, key switched each time", thousands(Double(count) / (Machine.cpuSeconds - start)), "1,000,000")
        try store.close()
    }
}
