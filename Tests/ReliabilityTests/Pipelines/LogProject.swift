import Foundation

/// The example project with three pipelines over the real log: by the day, by the week, and looking seven days back.
struct LogProject {
    static let days = ["--from", "2018-11-01", "--to", "2018-12-01"]
    let folder: TestFolder
    let basin: BasinProcess

    /// A new data folder with the log imported, no server on it.
    init(_ name: String) throws {
        folder = try TestFolder(name)
        let project = folder.path + "/project"
        try FileManager.default.createDirectory(atPath: project + "/events", withIntermediateDirectories: true)
        for file in ["teams.yaml", "events/streaming_log.yaml"] {
            try FileManager.default.copyItem(atPath: Surroundings.example + "/" + file, toPath: project + "/" + file)
        }
        try Self.dataset(folder, "log_daily", "day", "2018-11-01", more: """
            checks:
              - row_count: {min: 1}
              - unique: [user_id]
            """, sql: """
            SELECT user_id, count(*) AS plays, sum(length) AS seconds
            FROM streaming_log WHERE page = 'NextSong' GROUP BY user_id
            """)
        try Self.dataset(folder, "log_rolling", "day", "2018-11-01", more: "inputs: {log_daily: {lookback: 6d}}", sql: """
            SELECT count(DISTINCT user_id) AS listeners, CAST(sum(plays) AS BIGINT) AS plays FROM log_daily
            """)
        try Self.dataset(folder, "log_weekly", "week", "2018-11-05", more: "", sql: """
            SELECT count(DISTINCT user_id) AS listeners, CAST(sum(plays) AS BIGINT) AS plays FROM log_daily
            """)
        basin = try BasinProcess(folder, project: project)
        try must(["apply", "--yes", "--project", project])
        try must(
            ["import", Surroundings.streamingLog, "--type", "streaming_log", "--time-field", "ts", "--mapping",
             Surroundings.example + "/imports/streaming_log.yaml"] + Self.days)
    }

    private static func dataset(
        _ folder: TestFolder, _ name: String, _ partition: String, _ start: String, more: String, sql: String
    ) throws {
        try folder.write(
            "project/datasets/\(name).yaml",
            """
            owner: team-growth
            description: Made for a test.
            partition: \(partition)
            start: \(start)
            columns:
              \(name == "log_daily" ? "plays: {description: Songs.}" : "listeners: {classification: none, declassified: a count}")
            \(more)

            """)
        try folder.write("project/datasets/\(name).sql", sql + "\n")
    }

    /// Runs a command on the data folder and throws unless it is done.
    @discardableResult
    func must(_ words: [String], seconds: Double = 180) throws -> String {
        let done = try basin.command(words + ["--data", basin.data], seconds: seconds)
        guard done.code == 0 else { throw DrillFailure("\(words.joined(separator: " ")): \(done.code) \(done.output) \(done.errors)") }
        return done.output
    }

    func rows(_ sql: String) throws -> [String] {
        try must(["query", sql, "--format", "csv"]).split(whereSeparator: \.isNewline).dropFirst().map(String.init)
    }

    struct PartitionState: Decodable, Equatable {
        var partition: String
        var state: String
        var revision: Int?
        var checksum: String?
        var run: Int?
    }

    func partitions(_ dataset: String) throws -> [PartitionState] {
        let end = dataset == "log_weekly" ? "2018-11-26" : "2018-12-01"
        let start = dataset == "log_weekly" ? "2018-11-05" : "2018-11-01"
        let text = try must(["partitions", dataset, "--from", start, "--to", end, "--format", "json"])
        return try JSONDecoder().decode([PartitionState].self, from: Data(text.utf8))
    }

    /// What three datasets hold, whatever order their rows have.
    func checksums() throws -> [String: [String?]] {
        try ["log_daily", "log_rolling", "log_weekly"].reduce(into: [:]) { sums, name in
            sums[name] = try partitions(name).map(\.checksum)
        }
    }
}
