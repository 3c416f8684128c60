import Foundation

/// A server that makes what is due and backfills, killed with its workers again and again until everything is made.
struct PipelineDrill {
    let project: LogProject
    private(set) var kills = 0
    private(set) var workerKills = 0
    private var random: SeededGenerator

    init(_ project: LogProject, seed: UInt64) {
        self.project = project
        random = SeededGenerator(seed: seed)
    }

    /// Kills so often; work that runs out before is ordered anew. In the end everything is made.
    mutating func run(kills wanted: Int) throws {
        while kills < wanted {
            try project.basin.start()
            if kills > 0, try isMade() { try orderAgain() }
            Waiting.pause(Double.random(in: 0...0.5, using: &random))
            if Bool.random(using: &random), let worker = workers().randomElement(using: &random) {
                kill(worker, SIGKILL)
                workerKills += 1
                kills += 1
                Waiting.pause(Double.random(in: 0...0.3, using: &random))
            }
            if let death = project.basin.death { throw DrillFailure(death) }
            project.basin.kill()
            kills += 1
        }
        try project.basin.start()
        guard try Waiting.until(seconds: 120, { try isMade() && isQuiet() }) else {
            throw DrillFailure("not everything is made: \(try project.basin.answer("GET", "/api/v1/runs").text.prefix(3000))")
        }
        guard project.basin.stop() == 0 else { throw DrillFailure("the server does not stop") }
    }

    private struct Partition: Decodable { var state: String }
    private struct Status: Decodable {
        var running: Int
        var queued: Int
        var retrying: Int
        var stalePartitions: Int
    }

    private func isMade() throws -> Bool {
        for (dataset, from, to) in [("log_daily", "2018-11-01", "2018-12-01"), ("log_rolling", "2018-11-01", "2018-12-01"), ("log_weekly", "2018-11-05", "2018-11-26")] {
            let partitions: [Partition] = try project.basin.answer(
                "GET", "/api/v1/datasets/\(dataset)/partitions?from=\(from)&to=\(to)"
            ).decoded()
            guard partitions.allSatisfy({ ["published", "stale"].contains($0.state) }) else { return false }
        }
        return true
    }

    private func isQuiet() throws -> Bool {
        let status: Status = try project.basin.answer("GET", "/api/v1/pipelines/status").decoded()
        return status.running + status.queued + status.retrying == 0
    }

    /// Stale partitions so far in the past are only flagged, so everything is backfilled once more.
    private func orderAgain() throws {
        for dataset in ["log_daily", "log_rolling"] {
            let body = #"{"dataset":"\#(dataset)","from":"2018-11-01","to":"2018-12-01","concurrency":4}"#
            _ = try project.basin.send(
                "POST", "/api/v1/backfills", body: Array(body.utf8), headers: ["Content-Type": "application/json"])
        }
    }

    /// Processes whose parent is the server.
    private func workers() -> [pid_t] {
        guard let server = project.basin.child?.pid else { return [] }
        let children = (try? String(contentsOfFile: "/proc/\(server)/task/\(server)/children", encoding: .utf8)) ?? ""
        let direct = children.split(separator: " ").compactMap { pid_t($0) }
        guard direct.isEmpty else { return direct }
        // Threads other than the first have children of their own.
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(server)/task")) ?? []
        return threads.flatMap { thread in
            ((try? String(contentsOfFile: "/proc/\(server)/task/\(thread)/children", encoding: .utf8)) ?? "")
                .split(separator: " ").compactMap { pid_t($0) }
        }
    }
}
