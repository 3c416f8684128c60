import BasinCore
import BasinDefinitions

extension Sample {
    /// A dataset's file: owner, description, partition, start (lines 1 to 4), then what is given (from line 5).
    static func dataset(_ more: String = "", partition: String = "day", start: String? = "2018-11-01") -> String {
        "owner: team-growth\ndescription: Rows of things.\npartition: \(partition)\n"
            + (start.map { "start: \($0)\n" } ?? "") + more
    }

    static let sql = "SELECT user_id, int64!songs FROM song_played"

    /// A project of the design's event type and the datasets by name: SQL, or SQL with the YAML's own lines.
    static func files(_ datasets: [String: String], _ yaml: [String: String] = [:]) -> [String: String] {
        var files = ["teams.yaml": teams, "events/song_played.yaml": songPlayed]
        for (name, sql) in datasets {
            files["datasets/\(name).sql"] = sql
            files["datasets/\(name).yaml"] = yaml[name] ?? dataset()
        }
        for (name, text) in yaml where datasets[name] == nil { files["datasets/\(name).yaml"] = text }
        return files
    }

    static func datasets(_ datasets: [String: String], _ yaml: [String: String] = [:]) throws -> Project {
        try Project.read(files: files(datasets, yaml)).get()
    }
}

extension Plan {
    func dataset(_ name: String) -> Change? {
        let found = changes.filter { $0.object == .dataset(name) }
        return found.count == 1 ? found[0] : nil
    }
}
