import BasinCore
import BasinEngines
import BasinManagement
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder with a dataset, and the workers that the tests start: a program that is built beside them.
final class QueryProbe {
    static let path =
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent().path
        + "/WorkerProbe"
    static let opener: UInt32 = 7
    /// One call that takes minutes: DuckDB looks for an interrupt only between such calls.
    static let uninterruptible =
        "SELECT levenshtein(repeat(a, 300000), repeat(b, 300000)) AS d FROM (VALUES ('a', 'b')) t(a, b)"
    /// The same, for the one listener of whom a value is opened before it begins: that it asks for it shows that it has begun.
    static let openedAndUninterruptible =
        "SELECT levenshtein(repeat(first_name, 20000), repeat(user_id, 100000)) AS d FROM song_played WHERE plays = 1"
    /// Gives row after row, for hours.
    static let rows = "SELECT range FROM range(100000000000)"
    static let endless = "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE hash(a.range, b.range) = 1"

    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "basin-query-worker-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static func start() -> ChildStart {
        ChildStart(path: path, arguments: ["query-worker"], environment: [:], folder: "/")
    }

    /// A pool while `body` runs; nothing of it is left afterwards.
    static func withPool<Value>(
        settings: QueryWorkerSettings = QueryWorkerSettings(), launch: @escaping @Sendable () -> ChildStart = { start() },
        _ body: (QueryWorkerPool) throws -> Value
    ) rethrows -> Value {
        let pool = QueryWorkerPool(settings: settings, launch: { launch() })
        defer { pool.stop() }
        return try body(pool)
    }

    /// Five thousand listeners, of whom each hundredth has no name.
    func table(isOpened: Bool = false) throws -> QueryOrder.Table {
        let file = folder + "/song_played.parquet"
        try DuckDB().connect().execute(
            """
            COPY (SELECT 'p' || range AS user_id, range AS plays,
                    CASE WHEN range % 100 > 0 THEN encode('sealed ' || range) END AS first_name FROM range(5000))
            TO \(file.sqlLiteral) (FORMAT parquet, FIELD_IDS {user_id: 1, plays: 2, first_name: 3})
            """)
        return QueryOrder.Table(
            name: "song_played",
            columns: [
                QueryColumn(name: "user_id", type: .string, id: 1), QueryColumn(name: "plays", type: .int64, id: 2),
                QueryColumn(name: "first_name", type: .string, id: 3, isSealed: true, isOpened: isOpened),
            ], files: [file], opener: isOpened ? Self.opener : nil)
    }

    func order(
        _ sql: String, _ tables: [QueryOrder.Table] = [], output: QueryOutput = .file(.csv, rows: nil),
        limits: QueryLimits = QueryLimits(), arguments: [SQLArgument] = []
    ) -> QueryOrder {
        QueryOrder(
            sql: sql, arguments: arguments, tables: tables, pseudonyms: ["53": "p53"], output: output, limits: limits,
            directory: folder)
    }

    /// Opens as if a value said what it is; of every seventh the key was destroyed.
    static let open: ValueOpener.Open = { values in
        var texts = PackedValues()
        try values.forEach { sealed in
            let text = String(decoding: sealed ?? [], as: UTF8.self)
            if (Int(text.dropFirst("sealed ".count)) ?? 0) % 7 == 0 { texts.appendNull() } else { texts.append("opened \(text)".utf8) }
        }
        return texts
    }

    /// Waits until something holds, by looking, where nothing tells; false when it takes too long even for a machine that
    /// is busy with other things.
    static func eventually(seconds: Double = 60, _ holds: () -> Bool) async -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            if holds() { return true }
            // Holding a thread of Swift's pool could keep from running what is waited for.
            try? await Task.sleep(for: .milliseconds(5))
        }
        return holds()
    }

    /// Waits until a process that this one started has ended, and leaves it to whoever started it to ask how.
    static func waitForEnd(of process: Int32) {
        var about = siginfo_t()
        while waitid(P_PID, id_t(process), &about, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
    }

    /// Whether all threads of a process wait for something: none computes, and none would if it got a processor.
    static func sleeps(_ process: Int32) -> Bool {
        let folder = "/proc/\(process)/task"
        guard let threads = try? FileManager.default.contentsOfDirectory(atPath: folder), !threads.isEmpty else { return false }
        return threads.allSatisfy { thread in
            let text = try? String(contentsOfFile: "\(folder)/\(thread)/stat", encoding: .utf8)
            return text?.split(separator: ")").last?.hasPrefix(" S") == true
        }
    }
}

extension QueryExecutor {
    /// What an order gives as text, with its columns where it has any to tell.
    func text(
        _ order: QueryOrder, openers: [UInt32: ValueOpener.Open] = [:], cancellation: QueryCancellation = QueryCancellation()
    ) throws -> String {
        var text = "", bytes: [UInt8] = []
        let taker = QueryTaker(columns: { text += "\($0.map { "\($0.name) \($0.type)" }): " }) { bytes += $0 }
        let outcome = try run(order, openers: openers, cancellation: cancellation, taker)
        if case .described(let shape) = outcome { return "\(shape)" }
        return text + String(decoding: bytes, as: UTF8.self)
    }
}
