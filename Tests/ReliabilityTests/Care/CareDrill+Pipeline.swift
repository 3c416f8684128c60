import Foundation

extension CareDrill {
    /// Adds a dataset of each hour's count, and applies it to the running server.
    static func addPipeline(_ small: SmallProject) throws {
        let day = String(ISO8601DateFormatter().string(from: Date()).prefix(10))
        try small.basin.folder.write(
            "project/datasets/first_hourly.yaml",
            """
            owner: team-small
            description: Made for a test.
            partition: hour
            start: \(day)
            columns:
              n: {classification: none, declassified: a count}

            """)
        try small.basin.folder.write("project/datasets/first_hourly.sql", "SELECT count(*) AS n FROM first_type\n")
        let done = try small.basin.command(["apply", "--yes", "--project", small.basin.project] + small.basin.url)
        guard done.code == 0 else { throw DrillFailure("apply: \(done.output) \(done.errors)") }
    }

    struct PartitionState: Decodable, Equatable {
        var partition: String
        var state: String
        var revision: Int?
        var rows: Int?
        var checksum: String?
    }

    static func partitions(_ basin: BasinProcess) throws -> [PartitionState] {
        try basin.answer("GET", "/api/v1/datasets/first_hourly/partitions").decoded()
    }

    static func waitUntilPublished(_ basin: BasinProcess) throws {
        let isPublished = try Waiting.until(seconds: 60) { try partitions(basin).contains { $0.state == "published" } }
        guard isPublished else { throw DrillFailure("no partition is published: \(try partitions(basin))") }
    }
}
