import Foundation

/// A run that reads the hour that is about to expire, for as long as the test wants.
extension RetentionDrill {
    private var begun: String { basin.folder.path + "/begun" }
    private var go: String { basin.folder.path + "/go" }

    /// When the hour that everything was sent in has been over for a day, as the clock's distance from now.
    var secondsUntilExpiry: Int {
        get throws {
            guard let start = ISO8601DateFormatter().date(from: first + ":00:00Z") else {
                throw DrillFailure("\(first) is no hour")
            }
            return Int(start.timeIntervalSinceNow) + 3600 + 86_400
        }
    }

    /// Begins a run of a program that reads the hour's files at its end, and waits until it has them.
    func beginSlowRun() throws -> Int {
        let body = try JSONSerialization.data(withJSONObject: ["sql": "SELECT range AS n FROM range(5)", "format": "parquet"])
        let good = basin.folder.path + "/good.parquet"
        try Data(try basin.answer("POST", "/api/v1/query", body: Array(body)).body).write(to: URL(fileURLWithPath: good))
        let script = try basin.folder.write(
            "slow.sh",
            """
            touch '\(begun)'
            while [ ! -f '\(go)' ]; do sleep 0.1; done
            count=0
            for file in $(grep -o '/[^"]*[.]parquet' "$BASIN_INPUTS"); do
              [ -s "$file" ] || exit 3
              count=$((count + 1))
            done
            [ $count -gt 0 ] || exit 4
            cp '\(good)' "$BASIN_OUTPUT/good.parquet"

            """)
        let day = String(first.prefix(10))
        try basin.folder.write(
            "project/datasets/slow_reader.yaml",
            """
            owner: team-small
            description: Made for a test.
            partition: hour
            start: \(day)
            trigger: manual
            command: ["/bin/sh", "\(script)"]
            inputs: {short_type: {}}
            columns:
              n: {type: int64, classification: none}

            """)
        let applied = try basin.command(["apply", "--yes", "--project", basin.project] + basin.url)
        guard applied.code == 0 else { throw DrillFailure("apply: \(applied)") }
        let request = #"{"dataset":"slow_reader","partition":"\#(first)"}"#
        let run = try basin.answer("POST", "/api/v1/runs", body: Array(request.utf8)).decoded(RunFacts.Summary.self).id
        guard Waiting.until(seconds: 30, { FileManager.default.fileExists(atPath: begun) }) else {
            throw DrillFailure("the run does not begin: \(try basin.answer("GET", "/api/v1/runs/\(run)").text)")
        }
        return run
    }

    /// Lets the run read, and waits for its end.
    func endSlowRun(_ run: Int) throws -> String {
        try Data().write(to: URL(fileURLWithPath: go))
        var text = ""
        let isOver = try Waiting.until(seconds: 60) {
            text = try basin.answer("GET", "/api/v1/runs/\(run)").text
            let state = try basin.answer("GET", "/api/v1/runs/\(run)").decoded(RunFacts.self).summary.state
            return ["succeeded", "failed"].contains(state)
        }
        guard isOver else { throw DrillFailure("the run does not end: \(text)") }
        return try basin.answer("GET", "/api/v1/runs/\(run)").decoded(RunFacts.self).summary.state
    }
}
