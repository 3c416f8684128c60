import BasinEvents
import Foundation

/// `CrashProbe MODE FOLDER PORT FIRST`
///
///     run     tracks numbered events, and prints `persisted N` when all up to N are, until it is killed
///     drain   sends what is in the folder, prints `drained`, and ends
///     exit    tracks a hundred events and calls exit
///     open    prints `opened`, or the code of the error
@main struct CrashProbe {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let port = Int(arguments[3]), let first = Int(arguments[4]) else { exit(64) }
        let basin: Basin
        do {
            basin = try Basin(configuration: configuration(folder: arguments[2], port: port))
        } catch let error as BasinEventsError {
            return say(error.code.rawValue)
        }
        switch arguments[1] {
        case "run": try await run(basin, first: first)
        case "drain":
            while await !basin.flush(within: .seconds(1)) {}
            say("drained")
            await basin.close()
        case "exit":
            for number in first..<first + 100 { track(basin, number) }
            exit(0)
        case "open":
            say("opened")
            await basin.close()
        default: exit(64)
        }
    }

    static func configuration(folder: String, port: Int) -> Basin.Configuration {
        var configuration = Basin.Configuration(
            server: URL(string: "http://127.0.0.1:\(port)")!, writeKey: "wk_probe",
            folder: URL(fileURLWithPath: folder),
            source: "probe")
        configuration.flushInterval = .milliseconds(2)
        configuration.batchEvents = 60
        configuration.requestTimeout = .milliseconds(300)
        // Files change hands often.
        configuration.segmentBytes = 48 << 10
        configuration.retry.first = .milliseconds(2)
        configuration.retry.longest = .milliseconds(20)
        return configuration
    }

    static func run(_ basin: Basin, first: Int) async throws {
        say("started")
        var next = first
        for round in 0... {
            for _ in 0...(round * 7 % 40) {
                track(basin, next)
                next += 1
            }
            try await basin.persisted()
            say("persisted \(next - 1)")
            // Enough to be killed in the middle of.
            if next > first + 3000 { _ = await basin.flush(within: .milliseconds(50)) }
        }
    }

    static func track(_ basin: Basin, _ number: Int) {
        let text = String(repeating: "x", count: number * 31 % 300)
        if number % 3 == 0 {
            basin.track(PageProbe(number: number, text: text))
        } else {
            basin.track(SongProbe(number: number, text: text))
        }
    }

    /// Unbuffered: what is said was true before.
    static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
