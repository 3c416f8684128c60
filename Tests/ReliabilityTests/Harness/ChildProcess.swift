import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct DrillFailure: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}

/// A process that this test started; only its own id is ever signalled.
final class ChildProcess: Sendable {
    let pid: pid_t
    private let ended = Mutex<Int32?>(nil)

    /// Output goes to files, so that no full pipe can stop the child.
    init(
        _ program: String, _ arguments: [String], environment: [String: String], output: String, errors: String,
        folder: String? = nil
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        // env becomes the program, with the same process id.
        let line = (folder.map { ["/usr/bin/env", "-C", $0] } ?? []) + [program] + arguments
        var words: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
        var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + settings).forEach { free($0) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, line[0], &actions, nil, &words, &settings)
        guard code == 0 else { throw DrillFailure("\(program) cannot be started: \(String(cString: strerror(code)))") }
        self.pid = pid
    }

    deinit { kill() }

    /// The exit code, 128 + signal when a signal ended it, nil while it runs.
    func exitCode() -> Int32? {
        ended.withLock { ended in
            if let code = ended { return code }
            var status: Int32 = 0
            guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
            let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
            ended = code
            return code
        }
    }

    /// Waits until it ends, at most so long.
    func wait(seconds: Double) -> Int32? { Waiting.value(seconds: seconds) { exitCode() } }

    func signal(_ number: Int32) {
        // A pid that was waited for may be somebody else's by now.
        if exitCode() == nil { _ = systemKill(pid, number) }
    }

    /// `kill -9`, and waits until it is gone.
    func kill() {
        signal(SIGKILL)
        _ = wait(seconds: 20)
    }
}

private func systemKill(_ pid: pid_t, _ number: Int32) -> Int32 {
    #if canImport(Glibc)
        Glibc.kill(pid, number)
    #else
        Darwin.kill(pid, number)
    #endif
}

/// Waiting for another process that tells nobody: asks again and again, and gives up in the end. The time is for a machine
/// that is busy with other things; who waits for what comes soon loses nothing by much of it.
enum Waiting {
    static func value<Value>(seconds: Double, _ ask: () throws -> Value?) rethrows -> Value? {
        let end = ContinuousClock.now + .seconds(seconds)
        while true {
            if let value = try ask() { return value }
            if ContinuousClock.now >= end { return nil }
            usleep(4000)
        }
    }

    static func until(seconds: Double, _ holds: () throws -> Bool) rethrows -> Bool {
        try value(seconds: seconds) { try holds() ? true : nil } ?? false
    }

    /// Not to wait for something: the pace of a client, the moment of a kill, or the distance of two looks.
    static func pause(_ seconds: Double) { usleep(UInt32(max(0, seconds) * 1_000_000)) }
}
