import BasinEvents
import Foundation

/// A `CrashProbe` and what it said.
final class ProbeProcess: Sendable {
    private struct Said {
        var lines: [String] = []
        var isOver = false
    }

    private let process: Process
    private let condition = NSCondition()
    private let said = Guarded(Said())

    init(_ mode: String, folder: String, port: Int, first: Int = 0) throws {
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("CrashProbe")
        let process = Process()
        process.executableURL = program
        process.arguments = [mode, folder, String(port), String(first)]
        let output = Pipe()
        process.standardOutput = output
        self.process = process
        try process.run()
        let reading = output.fileHandleForReading
        Thread { [self] in
            var rest: [UInt8] = []
            while case let data = reading.availableData, !data.isEmpty {
                rest += data
                hear(&rest)
            }
            note { $0.isOver = true }
        }.start()
    }

    private func hear(_ bytes: inout [UInt8]) {
        while let end = bytes.firstIndex(of: 10) {
            let line = String(decoding: bytes[..<end], as: UTF8.self)
            bytes.removeFirst(end + 1)
            note { $0.lines.append(line) }
        }
    }

    private func note(_ change: (inout Said) -> Void) {
        condition.lock()
        said.withLock(change)
        condition.broadcast()
        condition.unlock()
    }

    /// Waits for so many lines, or the end of the process.
    func waitForLines(_ count: Int) {
        let limit = Date(timeIntervalSinceNow: 30)
        condition.lock()
        defer { condition.unlock() }
        while said.withLock({ !$0.isOver && $0.lines.count < count }), condition.wait(until: limit) {}
    }

    /// `kill -9`, and waits until it is gone and all that it said is heard.
    func kill() {
        if process.isRunning { System.kill(process.processIdentifier) }
        end()
    }

    /// Waits until it ends by itself; after half a minute it is killed.
    func end() {
        let limit = Date(timeIntervalSinceNow: 30)
        condition.lock()
        while said.withLock({ !$0.isOver }) {
            if !condition.wait(until: limit) { System.kill(process.processIdentifier) }
        }
        condition.unlock()
        process.waitUntilExit()
    }

    var lines: [String] { said.withLock { $0.lines } }

    /// The last number that it said was on disk.
    var persisted: Int? {
        lines.last { $0.hasPrefix("persisted ") }.flatMap { Int($0.dropFirst(10)) }
    }
}
