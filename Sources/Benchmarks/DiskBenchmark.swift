import BasinCore
import Foundation

/// What the disk alone takes to make an append durable: beside every figure that waits for it.
struct DiskBenchmark {
    func run() throws {
        row("disk: append + fdatasync", "p50 ms", "p99 ms")
        for bytes in [400, 40_000, 200_000] {
            let sample = try Self.measure(bytes: bytes, count: 300)
            row("  \(thousands(Double(bytes))) bytes", fixed(sample.quantile(0.5)), fixed(sample.quantile(0.99)))
        }
    }

    static func measure(bytes: Int, count: Int) throws -> Sample {
        let path = FileManager.default.currentDirectoryPath + "/.build/benchmark-disk-\(UUID().uuidString)"
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { throw BasinError(.system, "The disk benchmark cannot write to .build; run it in a checkout.") }
        defer {
            close(file)
            unlink(path)
        }
        let block = [UInt8](repeating: 7, count: bytes)
        var sample = Sample()
        for _ in 0..<count {
            sample.add(
                seconds {
                    _ = write(file, block, bytes)
                    fdatasync(file)
                } * 1000)
        }
        return sample
    }
}
