import BasinCore
import BasinProcessing
import Foundation

/// What broken programs do.
enum Misbehaviour {
    static func hang() -> Never { while true { usleep(100_000) } }

    /// Takes memory and touches it, until somebody stops it.
    static func leak() -> Never {
        while true {
            let count = 16 << 20
            guard let memory = malloc(count) else { continue }
            memset(memory, 1, count)
            // The system sees it, so no optimiser may leave it out.
            _ = read(-1, memory, count)
            usleep(2000)
        }
    }

    static func writeGarbage(longFrame: Bool) -> Never {
        // A constant that can be encoded; and this program is there to break.
        send(try! JSONEncoder().encode(WorkerReply.ready(engineVersion: "none")))
        var byte: UInt8 = 0
        _ = read(0, &byte, 1)
        if longFrame { _ = write(1, [0xFF, 0xFF, 0xFF, 0xFF] as [UInt8], 4) } else { send(Data("hello".utf8)) }
        hang()
    }

    private static func send(_ content: Data) {
        let bytes = FrameBuffer.frame(Array(content)) ?? []
        _ = write(1, bytes, bytes.count)
    }
}
