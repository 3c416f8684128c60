import BasinCore
import BasinServer
import Logging

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the environment says, and what this program is in it.
extension LocalPlatform {
    /// The operator's file of places, for a server and for commands on a data folder alike.
    static var geoFile: String? { setting("BASIN_GEO") }

    /// A variable of the environment that says something.
    static func setting(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What others call this platform's datasets by.
    static func namespace(_ given: String?) throws -> OwnNamespace {
        try (given ?? setting("BASIN_LINEAGE_NAMESPACE")).map { try OwnNamespace($0) } ?? .standard
    }

    /// The system's clock; for drills moved by the seconds that the file named by `BASIN_CLOCK_FILE` holds, read anew
    /// each time, so that a clock that jumps can be rehearsed on a running server.
    static var clock: Clock {
        guard let path = setting("BASIN_CLOCK_FILE") else { return .system }
        return Clock {
            let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            let seconds = Int64(text.filter { !$0.isWhitespace }) ?? 0
            return Clock.system.now() + .seconds(seconds)
        }
    }

    /// This program, to be started again as a worker.
    static var program: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    /// The token that the operator chose, if any.
    static var adminToken: String? { setting("BASIN_ADMIN_TOKEN") }

    /// Writes to standard error.
    static func logger(_ level: Logger.Level, _ format: LogFormat = .text) -> Logger {
        var logger = Logger(label: "basin") { label in
            switch format {
            case .text: StreamLogHandler.standardError(label: label)
            case .json: JSONLogHandler()
            }
        }
        logger.logLevel = level
        return logger
    }
}
