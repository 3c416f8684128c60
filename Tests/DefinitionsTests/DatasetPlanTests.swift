import BasinCore
import BasinDefinitions
import Testing

struct DatasetPlanTests {
    @Test("SCH-1: datasets are planned after what they read, with ids after those of event types")
    func first() throws {
        let project = try Sample.datasets(
            [
                "a_weekly": "SELECT user_id, songs FROM b_daily", "b_daily": Sample.sql,
            ], ["a_weekly": Sample.dataset(partition: "week", start: "2018-11-05")])
        let plan = Platform(nextTypeID: 5).plan(project)
        #expect(plan.isApplicable && plan.problems.isEmpty, "\(plan.changes)")
        #expect(
            plan.changes.map(\.object) == [
                .team("team-growth"), .team("team-listening"), .event("song_played"), .dataset("a_weekly"),
                .dataset("b_daily"),
            ])
        #expect(plan.changes.allSatisfy { $0.kind == .new })
        #expect(plan.datasets.map(\.name) == ["a_weekly", "b_daily"] && plan.datasets.map(\.id) == [6, 7])
        #expect(plan.nextTypeID == 8)
        let (weekly, daily) = (plan.datasets[0], plan.datasets[1])
        #expect(
            weekly.inputs == [
                ResolvedInput(id: 7, name: "b_daily", granularity: .day, isEvents: false, window: InputWindow())
            ])
        #expect(
            daily.inputs == [
                ResolvedInput(id: 5, name: "song_played", granularity: .hour, isEvents: true, window: InputWindow())
            ])
        #expect(daily.columns.map(\.id) == [101, 102] && daily.lastFieldID == 102 && daily.schemaVersion == 1)
        #expect(weekly.columns[0].isSubject && weekly.columns[0].classification == .pseudonymous)
        #expect(weekly.columns[0].sources == [ColumnSource(dataset: "b_daily", column: "user_id", kind: .copied)])
        #expect(weekly.hash != daily.hash && !weekly.hash.isEmpty)
    }

    @Test("event types' columns are known with their envelope, sealed and subject marks")
    func tables() throws {
        let sql = "SELECT _event_time AS at, _partition_time AS hour, first_name, user_id FROM song_played"
        let plan = Platform().plan(try Sample.datasets(["names": sql]))
        let columns = try #require(plan.datasets.first).columns
        #expect(columns.map(\.type) == [.timestamp, .timestamp, .string, .string])
        #expect(columns.map(\.isSealed) == [false, false, true, false])
        #expect(columns.map(\.isSubject) == [false, false, false, true])
    }

    /// What is wrong, the SQL of `songs`, its YAML from line 5 on, and where it must be told.
    static let mistakes: [(String, String, String, [String])] = [
        ("no SELECT", "DELETE", "", ["datasets/songs.sql:2:3: "]),
        ("an unknown table", "SELECT user_id\nFROM song_playd", "", ["datasets/songs.sql:2:6: "]),
        ("an unknown column", "SELECT nobody FROM song_played", "", ["datasets/songs.sql:1:8: "]),
        ("itself without previous", "SELECT int64!n FROM song_played JOIN songs", "", ["datasets/songs.sql:1:38: "]),
        ("an input that is not read", Sample.sql, "inputs:\n  other: {lookback: 1d}", ["datasets/songs.yaml:6: "]),
        (
            "a column that is not there", Sample.sql, "columns:\n  plays: {description: No.}",
            ["datasets/songs.yaml:6: "]
        ),
        ("a column of another type", Sample.sql, "columns:\n  songs: {type: double}", ["datasets/songs.yaml:6: "]),
        (
            "a cron expression that means nothing", Sample.sql, "trigger: {cron: 99 6 * * *, zone: UTC}",
            ["datasets/songs.yaml:5: "]
        ),
        (
            "a check of a column that is not there", Sample.sql, "checks:\n  - not_null: [plays]",
            ["datasets/songs.yaml:6: "]
        ),
        ("a range of words", Sample.sql, "checks:\n  - range: {column: user_id, min: 1}", ["datasets/songs.yaml:6: "]),
        (
            "a range of days of numbers", Sample.sql, "checks:\n  - range: {column: songs, min: 2018-11-01}",
            ["datasets/songs.yaml:6: "]
        ),
        (
            "the age of a number", Sample.sql, "checks:\n  - freshness: {column: songs, within: 1d}",
            ["datasets/songs.yaml:6: "]
        ),
        (
            "a foreign key to nowhere", Sample.sql,
            "checks:\n  - foreign_key: {column: user_id, dataset: users, key: id}",
            ["datasets/songs.yaml:6: "]
        ),
        (
            "a foreign key to no column", Sample.sql,
            "checks:\n  - foreign_key: {column: user_id, dataset: song_played, key: id}", ["datasets/songs.yaml:6: "]
        ),
        (
            "a foreign key of another type", Sample.sql,
            "checks:\n  - foreign_key: {column: songs, dataset: song_played, key: song}", ["datasets/songs.yaml:6: "]
        ),
        (
            "a foreign key of subjects to something else", Sample.sql,
            "checks:\n  - foreign_key: {column: user_id, dataset: song_played, key: song}", ["datasets/songs.yaml:6: "]
        ),
        (
            "sealed values that would be compared", "SELECT first_name FROM song_played",
            "checks:\n  - unique: [first_name]\n  - not_null: [first_name]\n  - accepted_values: {column: first_name, values: [A]}",
            ["datasets/songs.yaml:6: ", "datasets/songs.yaml:8: "]
        ),
        ("a check of bad SQL", Sample.sql, "checks:\n  - sql: {name: a, query: nonsense}", ["datasets/songs.yaml:6: "]),
        (
            "a check of an unknown table", Sample.sql, "checks:\n  - sql: {name: a, query: SELECT b FROM c}",
            ["datasets/songs.yaml:6: "]
        ),
        (
            "itself without types", "SELECT songs AS before, int64!songs FROM song_played JOIN songs",
            "inputs: {songs: {previous: true}}\ncolumns:\n  songs: {type: int64}", ["datasets/songs.yaml:6: "]
        ),
    ]

    @Test(
        "what is wrong in SQL, or against it, is told with its place, and nothing of it is planned", arguments: mistakes
    )
    func wrong(what: String, sql: String, yaml: String, places: [String]) throws {
        let project = try Sample.datasets(["songs": sql], ["songs": Sample.dataset(yaml + "\n")])
        let plan = Platform().plan(project)
        #expect(!plan.isApplicable)
        let texts = plan.problems.map(\.description)
        #expect(texts.count == places.count && zip(texts, places).allSatisfy { $0.hasPrefix($1) }, "\(texts)")
        #expect(plan.dataset("songs")?.kind == .breaking)
        #expect(plan.dataset("songs")?.details.sorted() == texts.sorted())
        #expect(plan.datasets.isEmpty)
    }

    @Test("what hangs on something wrong is not blamed for it")
    func blocked() throws {
        let project = try Sample.datasets([
            "a": "SELECT x FROM b", "b": "SELECT nobody FROM song_played", "c": Sample.sql,
        ])
        let plan = Platform().plan(project)
        #expect(plan.problems.map(\.file) == ["datasets/b.sql"])
        #expect(plan.dataset("a") == nil && plan.dataset("c")?.kind == .new)
    }

    @Test(
        "SCH-1: cycles are refused, each with all who are in it",
        arguments: [
            (["a": "b", "b": "a"], ["a → b → a"]), (["c": "a", "a": "b", "b": "c", "d": "a"], ["a → b → c → a"]),
            (["a": "b", "b": "a", "c": "d", "d": "c"], ["a → b → a", "c → d → c"]),
        ])
    func cycles(reads: [String: String], cycles: [String]) throws {
        let plan = Platform().plan(try Sample.datasets(reads.mapValues { "SELECT x FROM \($0)" }))
        #expect(plan.problems.count == cycles.count, "\(plan.problems)")
        for (problem, cycle) in zip(plan.problems, cycles) { #expect(problem.message.contains(cycle)) }
    }

    @Test("a chain as long as a project may be is ordered", .timeLimit(.minutes(1)))
    func chain() throws {
        var files = ["teams.yaml": Sample.teams, "events/song_played.yaml": Sample.songPlayed]
        let count = 3_000
        for index in 0..<count {
            let input = index + 1 < count ? "d\(index + 1)" : "song_played"
            files["datasets/d\(index).yaml"] = Sample.dataset()
            files["datasets/d\(index).sql"] = "SELECT user_id FROM \(input)"
        }
        let plan = Platform().plan(try Project.read(files: files).get())
        #expect(plan.isApplicable && plan.datasets.count == count)
    }

    @Test(
        "SCH-1: a partition may not be finer than an input's; weeks may be read by the month",
        arguments: Granularity.allCases, Granularity.allCases)
    func granularities(own: Granularity, input: Granularity) throws {
        func yaml(_ granularity: Granularity) -> String {
            let starts: [Granularity: String] = [.week: "2018-10-29", .none: ""]
            return Sample.dataset(
                partition: granularity.rawValue,
                start: granularity == .none ? nil : starts[granularity] ?? "2018-11-01T00:00:00Z")
        }
        let project = try Sample.datasets(
            ["a": "SELECT user_id FROM b", "b": Sample.sql], ["a": yaml(own), "b": yaml(input)])
        let plan = Platform().plan(project)
        let order: [Granularity] = [.hour, .day, .week, .month, .none]
        let isAllowed = input == .none || order.firstIndex(of: own)! >= order.firstIndex(of: input)!
        #expect(plan.isApplicable == isAllowed)
        #expect(plan.problems.map(\.line) == (isAllowed ? [] : [3]))
    }

    @Test("a dataset reads its own partition before, of the columns that it declares")
    func previous() throws {
        let yaml = Sample.dataset(
            "inputs: {songs: {previous: true}}\ncolumns:\n  user_id: {type: string}\n  name: {type: string, classification: personal}\n  n: {type: int64}\n"
        )
        let sql = "SELECT user_id, first_name AS name, int64!n FROM song_played JOIN songs"
        let plan = Platform().plan(try Sample.datasets(["songs": sql], ["songs": yaml]))
        #expect(plan.isApplicable, "\(plan.problems)")
        let dataset = try #require(plan.datasets.first)
        #expect(dataset.inputs.map(\.name) == ["song_played", "songs"])
        #expect(
            dataset.inputs[1].id == dataset.id && dataset.inputs[1].window.isPrevious && !dataset.inputs[1].isEvents)
        // And from itself alone: what is said about a person settles.
        let carried = "SELECT user_id, name, n FROM songs JOIN song_played"
        let columns = try #require(
            Platform().plan(try Sample.datasets(["songs": carried], ["songs": yaml])).datasets.first
        ).columns
        #expect(columns.map(\.isSealed) == [false, true, false])
    }

    @Test("a look-back goes into the input")
    func lookback() throws {
        let yaml = Sample.dataset("inputs: {song_played: {lookback: 7d}}\n")
        let plan = Platform().plan(try Sample.datasets(["songs": Sample.sql], ["songs": yaml]))
        #expect(plan.datasets.first?.inputs.first?.window == InputWindow(lookbackSeconds: 7 * 86_400))
    }

    @Test("a command reads what its inputs say, and has the columns that it declares")
    func command() throws {
        let yaml = Sample.dataset(
            "command: [score]\ninputs: {songs: {}}\ncolumns: {score: {type: double, classification: none, description: Of it.}}\n"
        )
        let plan = Platform().plan(try Sample.datasets(["songs": Sample.sql], ["scores": yaml]))
        let scores = try #require(plan.datasets.first { $0.name == "scores" })
        #expect(scores.inputs.map(\.name) == ["songs"])
        #expect(
            scores.columns == [
                DatasetColumn(name: "score", type: .double, id: 101, classification: .none, description: "Of it.")
            ])
        let lost = Platform().plan(
            try Sample.datasets([:], ["scores": yaml]))
        #expect(
            lost.problems.map(\.description).first?.hasPrefix("datasets/scores.yaml:6: ") == true, "\(lost.problems)")
    }

    @Test("pools are new, changed and removed")
    func pools() throws {
        var platform = Platform()
        var files = Sample.files([:])
        let steps: [(String, [Change.Kind])] = [
            ("a: {slots: 1}\nb: {slots: 2}\n", [.new, .new]), ("a: {slots: 3}\n", [.changed, .removed]),
            ("a: {slots: 3}\n", [.unchanged]),
        ]
        for (text, kinds) in steps {
            files["pools.yaml"] = text
            let plan = platform.apply(try Project.read(files: files).get())
            #expect(plan.changes.filter { if case .pool = $0.object { true } else { false } }.map(\.kind) == kinds)
        }
        #expect(platform.pools == [Pool(name: "a", slots: 3)])
    }

    @Test("a team that owns stored datasets stays")
    func owner() throws {
        var platform = Platform()
        platform.apply(try Sample.datasets(["songs": Sample.sql]))
        var files = Sample.files([:])
        files["teams.yaml"] = "team-listening: {contact: x, runs: 2}\n"
        let plan = platform.plan(try Project.read(files: files).get())
        #expect(plan.changes.first { $0.object == .team("team-growth") }?.kind == .breaking)
        #expect(plan.changes.first { $0.object == .team("team-listening") }?.kind == .changed)
    }
}
