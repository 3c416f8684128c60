import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A project of small datasets without inputs, each made only when a test asks for it. All have one column, `n`.
final class ToyProject {
    let folder: TestFolder
    let basin: BasinProcess
    private var project: String { folder.path + "/project" }

    /// - Parameter data: where the data folder is to be, if not in the test's own folder.
    init(_ name: String, data: ((TestFolder) throws -> String)? = nil) throws {
        folder = try TestFolder(name)
        try folder.write("project/teams.yaml", "team-toys:\n  contact: toys@small.example\n")
        basin = try BasinProcess(folder, project: folder.path + "/project", data: try data?(folder), movesClock: true)
    }

    // MARK: Definitions

    /// `more`: further lines of YAML.
    func sql(_ name: String, _ sql: String, more: String = "") throws {
        try folder.write("project/datasets/\(name).sql", sql + "\n")
        try define(name, more: more)
    }

    /// A shell script; `GOOD` stands for the path of a Parquet file that fits.
    func script(_ name: String, _ lines: String, more: String = "") throws {
        try rewrite(name, lines)
        try command(name, ["/bin/sh", "\(folder.path)/\(name).sh"], more: more)
    }

    func command(_ name: String, _ words: [String], more: String = "") throws {
        let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
        try define(
            name, more: "command: [\(list)]\ninputs: {}\ncolumns:\n  n: {type: int64, classification: none}\n" + more)
    }

    func define(_ one: Misbehaviour) throws {
        switch one.work {
        case .script(let lines): try script(one.name, lines, more: one.more)
        case .sql(let text): try sql(one.name, text, more: one.more)
        case .command(let words): try command(one.name, words, more: one.more)
        }
    }

    /// Puts right what a dataset does; its definition as far as possible stays.
    func mend(_ name: String) throws {
        let path = "\(folder.path)/project/datasets/\(name).sql"
        if FileManager.default.fileExists(atPath: path) {
            try folder.write("project/datasets/\(name).sql", "SELECT count(*) AS n FROM range(10)\n")
        } else {
            try script(name, "cp GOOD \"$BASIN_OUTPUT/good.parquet\"")
        }
    }

    /// Another program under the same name: the definition stays.
    func rewrite(_ name: String, _ lines: String) throws {
        try folder.write("\(name).sh", lines.replacing("GOOD", with: "'\(folder.path)/good.parquet'") + "\n")
    }

    private func define(_ name: String, more: String) throws {
        try folder.write(
            "project/datasets/\(name).yaml",
            "owner: team-toys\ndescription: Made for a test.\npartition: none\ntrigger: manual\n\(more)\n")
    }

    /// What is defined by now, on the running server.
    func apply() throws {
        let done = try basin.command(["apply", "--yes", "--project", project] + basin.url)
        guard done.code == 0 else { throw DrillFailure("apply: \(done.output) \(done.errors)") }
    }

    /// Starts the server and keeps the Parquet files that programs copy: one that fits, and one with another column.
    func start() throws {
        try basin.start()
        for (name, sql) in [
            ("good", "SELECT range AS n FROM range(20000)"), ("other", "SELECT range AS m FROM range(20)"),
            ("text", "SELECT 'a' AS n FROM range(20)"),
        ] {
            let body = try JSONSerialization.data(withJSONObject: ["sql": sql, "format": "parquet"])
            let answer = try basin.answer("POST", "/api/v1/query", body: Array(body))
            try Data(answer.body).write(to: URL(fileURLWithPath: "\(folder.path)/\(name).parquet"))
        }
    }

    // MARK: Runs

    func request(_ name: String) throws -> Int {
        try basin.answer("POST", "/api/v1/runs", body: Array(#"{"dataset":"\#(name)","partition":"all"}"#.utf8))
            .decoded(RunFacts.Summary.self).id
    }

    func facts(_ run: Int) throws -> RunFacts { try basin.answer("GET", "/api/v1/runs/\(run)").decoded() }

    func lastRun(_ name: String) throws -> RunFacts.Summary {
        let runs: [RunFacts.Summary] = try basin.answer("GET", "/api/v1/runs?dataset=\(name)&limit=1").decoded()
        guard let run = runs.first else { throw DrillFailure("\(name) has no run") }
        return run
    }

    /// The worker of a dataset's run, once so many processes of that run are there.
    func workerWithPrograms(_ name: String, _ count: Int) throws -> pid_t? {
        Waiting.value(seconds: 20) {
            guard ProcessTable.programs(data: basin.data, dataset: name).count >= count else { return nil }
            return ProcessTable.worker(of: name, data: basin.data)
        }
    }

    /// Waits until the run is in one of these states.
    @discardableResult
    func wait(_ run: Int, for states: String..., seconds: Double = 60) throws -> RunFacts {
        var last: RunFacts?
        let found = try Waiting.value(seconds: seconds) {
            let facts = try facts(run)
            last = facts
            return states.contains(facts.summary.state) ? facts : nil
        }
        guard let found else { throw DrillFailure("run \(run) is not \(states): \(String(describing: last))") }
        return found
    }

    /// All that `why` says, remedies included.
    func why(_ name: String) throws -> String {
        try basin.answer("GET", "/api/v1/datasets/\(name)/why?partition=all").text
    }

    func revision(_ name: String) throws -> Int? {
        struct Partition: Decodable { var revision: Int? }
        let partitions: [Partition] = try basin.answer("GET", "/api/v1/datasets/\(name)/partitions").decoded()
        return partitions.first?.revision
    }

    /// Waits until the runs' workers have begun, stops the server, and waits until the workers are done: what they made
    /// is staged, and the server does not know it yet.
    func stopServerBeforeResults(of runs: [Int]) throws {
        guard let server = basin.child?.pid else { throw DrillFailure("there is no server") }
        guard Waiting.until(seconds: 60, { runs.allSatisfy { !stagingFolders(of: $0).isEmpty } }) else {
            throw DrillFailure("not all runs begin: \(stagingFolders())")
        }
        kill(server, SIGSTOP)
        var before: [Int?] = []
        // What still computes shows it between two looks; where others keep it from a processor, by that it would.
        let areDone = Waiting.until(seconds: 120) {
            Waiting.pause(0.3)
            let workers = ProcessTable.children(of: server)
            let now = workers.map(ProcessTable.ticks)
            defer { before = now }
            return now == before && workers.allSatisfy { ProcessTable.sleeps($0) || !ProcessTable.isAlive($0) }
                && ProcessTable.programs(data: basin.data).isEmpty
        }
        guard areDone else { throw DrillFailure("the workers do not come to rest") }
    }

    func continueServer() { if let server = basin.child?.pid { kill(server, SIGCONT) } }

    // MARK: What is left

    /// Files of a dataset that readers could find.
    func warehouseFiles(_ name: String) -> [String] {
        TestFolder.files(below: "\(basin.data)/warehouse/basin/\(name)/data")
    }

    /// Of one run's attempt that is not over.
    func stagedFile(_ run: Int) throws -> String {
        guard let folder = stagingFolders(of: run).first else { throw DrillFailure("run \(run) has staged nothing") }
        return "\(basin.data)/staging/\(folder)/part-0.parquet"
    }

    /// Folders of attempts that are, or should be, over.
    func stagingFolders(of run: Int? = nil) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: basin.data + "/staging")) ?? []
        return run.map { run in names.filter { $0.hasPrefix("\(run)-") } } ?? names
    }
}
