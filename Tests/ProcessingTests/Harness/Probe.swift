import BasinEngines
import BasinProcessing
import Foundation

/// The program that the tests start as worker and as command; it is built beside them.
enum Probe {
    static let path =
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent().path
        + "/WorkerProbe"

    static func command(_ words: String...) -> WorkOrder.Work { .command([path, "command"] + words) }

    static func launch(_ mode: String) -> ChildStart {
        ChildStart(path: path, arguments: [mode], environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"])
    }

    /// A pool while `body` runs; nothing of it is left afterwards.
    static func withPool<Value>(
        _ mode: String = "worker", workers: Int = 1, settings change: (inout WorkerPoolSettings) -> Void = { _ in },
        _ body: (WorkerPool) async throws -> Value
    ) async throws -> Value {
        let start = launch(mode)
        return try await withPool(workers: workers, settings: change, launch: { start }, body)
    }

    static func withPool<Value>(
        workers: Int = 1, settings change: (inout WorkerPoolSettings) -> Void = { _ in },
        launch: @escaping @Sendable () throws -> ChildStart, _ body: (WorkerPool) async throws -> Value
    ) async throws -> Value {
        var settings = WorkerPoolSettings(workers: workers, killGrace: .milliseconds(300))
        change(&settings)
        let pool = try WorkerPool(settings: settings, launch: launch)
        do {
            let value = try await body(pool)
            await pool.stop()
            return value
        } catch {
            await pool.stop()
            throw error
        }
    }

    static func isAlive(_ process: Int32) -> Bool {
        // A process that has ended and waits for its parent to notice is not alive.
        guard kill(process, 0) == 0, let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        else {
            return false
        }
        return !text.contains(") Z ")
    }

    /// Waits until something holds, by looking, where nothing tells; false when it takes too long even for a machine that
    /// is busy with other things.
    static func eventually(seconds: Double = 60, _ holds: () -> Bool) -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            if holds() { return true }
            poll(nil, 0, 5)
        }
        return holds()
    }
}
