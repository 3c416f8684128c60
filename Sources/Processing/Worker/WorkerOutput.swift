import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Sends a worker's replies, one at a time whatever thread they come from.
final class WorkerOutput: Sendable {
    private let descriptor: Int32
    private let turn = Mutex(())

    init(descriptor: Int32) { self.descriptor = descriptor }

    func send(_ reply: WorkerReply) {
        guard let bytes = Self.bytes(reply) else { return }
        turn.withLock { _ in
            var done = 0
            while done < bytes.count {
                let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + done, bytes.count - done) }
                if count < 0 && errno == EINTR { continue }
                // Nobody listens: the platform is gone.
                if count <= 0 { _exit(WorkerExit.done) }
                done += count
            }
        }
    }

    /// A result that is too long for a frame loses what it can do without.
    private static func bytes(_ reply: WorkerReply) -> [UInt8]? {
        let encoder = JSONEncoder()
        if let content = try? encoder.encode(reply), let frame = FrameBuffer.frame(Array(content)) { return frame }
        guard case .result(var result) = reply else { return nil }
        result.log = nil
        if case .success(var output) = result.outcome {
            for index in output.checks.indices { output.checks[index].sampleRows = [] }
            result.outcome = .success(output)
        }
        let failure = WorkFailure(.other, "The result could not be written down; have fewer checks.")
        for candidate in [result, WorkResult(outcome: .failure(failure))] {
            if let content = try? encoder.encode(WorkerReply.result(candidate)),
                let frame = FrameBuffer.frame(Array(content))
            {
                return frame
            }
        }
        return nil
    }
}
