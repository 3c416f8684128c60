import Foundation

/// An event type that is kept a day, hours of counts of it that are kept three, and a type that is kept for ever. One hour
/// of each is sealed and made.
struct RetentionDrill {
    let basin: BasinProcess
    let first: String
    let nextHour: String
    private let key: String

    init(_ name: String) throws {
        let folder = try TestFolder(name)
        try folder.write("project/teams.yaml", "team-small:\n  contact: small@small.example\n")
        for (type, retention) in [("short_type", "1d"), ("long_type", "forever")] {
            try folder.write(
                "project/events/\(type).yaml",
                """
                owner: team-small
                description: Numbered events.
                retention: \(retention)
                fields:
                  n:    {type: int64, classification: none}
                  name: {type: string, required: false, classification: personal}

                """)
        }
        let day = String(ISO8601DateFormatter().string(from: Date()).prefix(10))
        try folder.write(
            "project/datasets/short_hourly.yaml",
            """
            owner: team-small
            description: Made for a test.
            retention: 3d
            partition: hour
            start: \(day)
            columns:
              n: {classification: none, declassified: a count}

            """)
        try folder.write("project/datasets/short_hourly.sql", "SELECT count(*) AS n FROM short_type\n")
        basin = try BasinProcess(folder, project: folder.path + "/project", movesClock: true)
        try basin.start()
        key = try basin.makeKey()
        for type in ["short_type", "long_type"] { try Self.send(basin, key, type, 0..<10) }
        // Sealed under the key of the day, and one that is refused.
        try Self.send(basin, key, "short_type", 10..<11, #","name":"somebody""#)
        _ = try basin.send(
            "POST", "/events",
            body: Array(Self.event(11, "short_type", "").replacing(#""n":11"#, with: #""n":"x""#).utf8),
            headers: ["Authorization": "Bearer \(key)", "Content-Type": "application/cloudevents+json"])
        _ = try basin.number("SELECT count(*) FROM short_type")
        try basin.setClock(3700)
        let basin = basin
        let isSealed = try Waiting.until(seconds: 60) {
            try ["short_type", "long_type"].allSatisfy {
                try basin.hours($0).contains { $0.state == "sealed" && $0.ledger.received > 0 }
            }
        }
        guard isSealed else { throw DrillFailure("the hour is not sealed") }
        let isMade = try Waiting.until(seconds: 60) { try Self.partitions(basin).contains { $0.state == "published" } }
        guard isMade, let hour = try Self.partitions(basin).first(where: { $0.state == "published" })?.partition else {
            throw DrillFailure("no partition is published: \(try Self.partitions(basin))")
        }
        first = hour
        nextHour = try Self.partitions(basin).map(\.partition).first { $0 > hour } ?? String(hour.prefix(11)) + "23"
    }

    private static func event(_ number: Int, _ type: String, _ more: String) -> String {
        #"{"specversion":"1.0","id":"e\#(number)","source":"/small","type":"\#(type)","data":{"n":\#(number)\#(more)}}"#
    }

    private static func send(
        _ basin: BasinProcess, _ key: String, _ type: String, _ numbers: Range<Int>, _ more: String = ""
    ) throws {
        let answer = try basin.send(
            "POST", "/events", body: Array(numbers.map { event($0, type, more) }.joined(separator: "\n").utf8),
            headers: ["Authorization": "Bearer \(key)", "Content-Type": "application/x-ndjson"])
        guard answer.status == 200 else { throw DrillFailure(answer.text) }
    }

    struct PartitionState: Decodable {
        var partition: String
        var state: String
        var revision: Int?
        var checksum: String?
        var reason: String?
    }

    private static func partitions(_ basin: BasinProcess, from: String? = nil) throws -> [PartitionState] {
        try basin.answer("GET", "/api/v1/datasets/short_hourly/partitions" + (from.map { "?from=\($0)" } ?? ""))
            .decoded()
    }

    func partition() throws -> PartitionState {
        guard let found = try Self.partitions(basin, from: first).first else {
            throw DrillFailure("there is no partition \(first)")
        }
        return found
    }

    /// The hour that everything was sent in.
    func hour() throws -> HourState? { try basin.hours("short_type").first { $0.hour == first } }

    func files(_ table: String = "short_type") -> [String] {
        TestFolder.files(below: basin.data + "/warehouse/basin/\(table)/data").filter { $0.contains("/" + first) }
    }

    /// Moves the clock on until the expired files are gone: first the Iceberg table lets them go, then readers have a
    /// quarter of an hour.
    func waitUntilGone(_ table: String, from seconds: Int) throws {
        var step = 0
        let areGone = try Waiting.until(seconds: 120) {
            if files(table).isEmpty { return true }
            step = min(step + 1, 30)
            try basin.setClock(seconds + 100 * step)
            // The clock goes no faster than the server looks at it.
            Waiting.pause(1)
            return false
        }
        guard areGone else { throw DrillFailure("files of \(table) are there: \(files(table))") }
    }

    /// What reads or fills the expired hour is told so.
    func asksInVain() throws {
        let run = try basin.command(["run", "short_hourly", first] + basin.url)
        let reason = try reason(of: first)
        guard (run.output + run.errors + reason).contains("which expired") else {
            throw DrillFailure("a run over an expired hour does not say so: \(run) \(reason)")
        }
        let line = #"{"id":"late","ts":"\#(first):10:00Z","n":99}"#
        let file = try basin.folder.write("late.ndjson", line + "\n")
        let done = try basin.command(["import", file, "--type", "short_type", "--time-field", "ts"] + basin.url)
        guard done.code == 1, done.errors.contains("expired") else {
            throw DrillFailure("an expired hour was filled: \(done)")
        }
    }

    private func reason(of partition: String) throws -> String {
        try basin.answer("GET", "/api/v1/datasets/short_hourly/why?partition=\(partition)").text
    }

    /// Keys of days that seal events of the short type.
    func dailyKeys() throws -> Int {
        let script = """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1])
            c.execute("ATTACH ? AS m", (sys.argv[2],))
            print(c.execute("SELECT count(*) FROM daily_keys WHERE purpose = 'events' AND type_id = (SELECT id FROM m.event_type WHERE name = 'short_type')").fetchone()[0])
            """
        let child = try ChildProcess(
            "/usr/bin/env", ["python3", "-c", script, basin.data + "/keys.sqlite", basin.data + "/metastore.sqlite"],
            environment: Surroundings.environment,
            output: basin.folder.path + "/keys.out", errors: basin.folder.path + "/keys.err")
        guard child.wait(seconds: 30) == 0,
            let count = Int(
                (try String(contentsOfFile: basin.folder.path + "/keys.out", encoding: .utf8)).trimmingCharacters(
                    in: .whitespacesAndNewlines))
        else { throw DrillFailure("the keys cannot be counted") }
        return count
    }
}
