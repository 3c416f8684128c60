import BasinCore
import BasinDefinitions
import Testing

struct DatasetProblemTests {
    /// What is wrong, what stands from line 5 on, and the lines that must be named.
    static let lines: [Case] = [
        Case("an unknown key", "schedule: daily", [5]),
        Case("a retention of words", "retention: long", [5]),
        Case("an unknown tier", "tier: urgent", [5]),
        Case("inputs that are a list", "inputs: [song_played]", [5]),
        Case("an input of an unknown key", "inputs:\n  song_played: {loopback: 7d}", [6]),
        Case("a lookback without unit", "inputs:\n  song_played: {lookback: 7}", [6]),
        Case("a lookback of a sign", "inputs:\n  song_played: {lookback: -7d}", [6]),
        Case("a lookback of ages", "inputs:\n  song_played: {lookback: 99999999999999999999d}", [6]),
        Case("a lookback beyond counting", "inputs:\n  song_played: {lookback: 106751991167301d}", [6]),
        Case("previous of another dataset", "inputs:\n  song_played: {previous: true}", [6]),
        Case("itself without previous", "inputs:\n  songs: {}", [6]),
        Case("itself with a lookback", "inputs:\n  songs: {previous: true, lookback: 1d}", [6]),
        Case("an input that is no name", "inputs:\n  Song-Played: {}", [6]),
        Case("a trigger that is no word", "trigger: daily", [5]),
        Case("a trigger of nothing", "trigger: {}", [5]),
        Case("a cron expression without zone", "trigger: {cron: 0 6 * * *}", [5]),
        Case("a cron expression of four fields", "trigger: {cron: 0 6 * *, zone: UTC}", [5]),
        Case("a zone without cron", "trigger: {zone: UTC}", [5]),
        Case("a zone that leads out of its folder", "trigger: {cron: '@daily', zone: ../../etc/passwd}", [5]),
        Case("a zone with an absolute path", "trigger: {cron: '@daily', zone: /etc/passwd}", [5]),
        Case("an unknown policy for what was missed", "trigger: {cron: '@daily', zone: UTC, missed: some}", [5]),
        Case("corrections of a word", "corrections: always", [5]),
        Case("corrections of hours", "corrections: {rerun: 36h}", [5]),
        Case("a budget of nothing", "corrections: {budget: 0}", [5]),
        Case("checks that are a mapping", "checks: {row_count: {min: 1}}", [5]),
        Case("a check of no rule", "checks:\n  - name: a", [6]),
        Case("a check of two rules", "checks:\n  - row_count: {min: 1}\n    unique: [a]", [6]),
        Case("an unknown rule", "checks:\n  - row_counts: {min: 1}", [6, 6]),
        Case("a count without bounds", "checks:\n  - row_count: {}", [6]),
        Case("a count below nothing", "checks:\n  - row_count: {min: -1}", [6]),
        Case("bounds the wrong way", "checks:\n  - row_count: {min: 2, max: 1}", [6]),
        Case("a rule of no columns", "checks:\n  - unique: []", [6]),
        Case("a column twice", "checks:\n  - unique: [a, a]", [6]),
        Case("a column that is no name", "checks:\n  - not_null: ['a; b']", [6]),
        Case("no accepted values", "checks:\n  - accepted_values: {column: a, values: []}", [6]),
        Case("a range without bounds", "checks:\n  - range: {column: a}", [6]),
        Case("a range of words", "checks:\n  - range: {column: a, min: few}", [6]),
        Case("a range of a number and a day", "checks:\n  - range: {column: a, min: 1, max: 2018-11-01}", [6]),
        Case("a range that is endless", "checks:\n  - range: {column: a, max: inf}", [6]),
        Case("a foreign key without key", "checks:\n  - foreign_key: {column: a, dataset: b}", [6]),
        Case("freshness without time", "checks:\n  - freshness: {column: a}", [6]),
        Case("a check of SQL without name", "checks:\n  - sql: {query: SELECT 1}", [6]),
        Case("a check of SQL without query", "checks:\n  - sql: {name: a}", [6]),
        Case("two checks of one name", "checks:\n  - row_count: {min: 1}\n  - row_count: {max: 9}", [7]),
        Case("an unknown severity", "checks:\n  - row_count: {min: 1}\n    severity: fatal", [7]),
        Case("columns that are a list", "columns: [a]", [5]),
        Case("a column that is no mapping", "columns:\n  a: text", [6]),
        Case("a column of an unknown type", "columns:\n  a: {type: varchar}", [6]),
        Case("a column of a struct", "columns:\n  a: {type: struct}", [6]),
        Case("declassified to nothing", "columns:\n  a: {declassified: Because.}", [6]),
        Case("retries without end", "retries: 1000", [5]),
        Case("a timeout of nothing", "timeout: 0s", [5]),
        Case("memory without unit", "memory: 2", [5]),
        Case("memory without end", "memory: 9999999999999GB", [5]),
        Case("no threads", "threads: 0", [5]),
        Case("an unknown pool", "pool: billing", [5]),
        Case("a former name that is its own", "renamed_from: songs", [5]),
        Case(
            "a command beside SQL", "command: [a]\ninputs: {}\ncolumns: {a: {type: string, classification: none}}", [5]),
    ]

    @Test("what is wrong in a dataset's file is told with its line", arguments: lines)
    func bad(bad: Case) {
        let files = Sample.files(["songs": Sample.sql], ["songs": Sample.dataset(bad.text)])
        let problems = Sample.problems(Project.read(files: files))
        #expect(problems.map(\.line) == bad.lines, "\(problems)")
        #expect(problems.allSatisfy { $0.file == "datasets/songs.yaml" && !$0.remedy.isEmpty })
    }

    static let commands: [Case] = [
        Case("no columns", "command: [a]\ninputs: {}", [5]),
        Case("columns of nothing", "command: [a]\ninputs: {}\ncolumns: {}", [7]),
        Case("no inputs", "command: [a]\ncolumns: {a: {type: string, classification: none}}", [5]),
        Case("an empty command", "command: []\ninputs: {}\ncolumns: {a: {type: string, classification: none}}", [5]),
        Case(
            "a command that is text", "command: a b\ninputs: {}\ncolumns: {a: {type: string, classification: none}}",
            [5]),
        Case("a column without classification", "command: [a]\ninputs: {}\ncolumns:\n  a: {type: string}", [8]),
        Case(
            "a column of a key of events",
            "command: [a]\ninputs: {}\ncolumns:\n  a: {type: string, classification: none, required: true}", [8]),
        Case(
            "a column that nobody could seal",
            "command: [a]\ninputs: {}\ncolumns:\n  a: {type: string, classification: personal}", [8]),
    ]

    @Test("what is wrong with a command is told with its line", arguments: commands)
    func badCommand(bad: Case) {
        let problems = Sample.problems(Project.read(files: Sample.files([:], ["scores": Sample.dataset(bad.text)])))
        #expect(problems.map(\.line) == bad.lines, "\(problems)")
    }

    @Test(
        "a partition and a start that do not fit are refused",
        arguments: [
            ("day", nil, 3), ("none", "2018-11-01", 4), ("hour", "2018-11-01T06:30:00Z", 4),
            ("day", "2018-11-01T06:00:00Z", 4), ("week", "2018-11-01", 4), ("month", "2018-11-02", 4),
            ("day", "2018-02-30", 4), ("day", "soon", 4), ("day", "1900-01-01", 4), ("day", "9999-01-01", 4),
            ("year", "2018-01-01", 3),
        ] as [(String, String?, Int)])
    func starts(partition: String, start: String?, line: Int) {
        let yaml = Sample.dataset(partition: partition, start: start)
        let problems = Sample.problems(Project.read(files: Sample.files(["songs": Sample.sql], ["songs": yaml])))
        #expect(problems.map(\.line) == [line], "\(problems)")
    }

    @Test("a dataset without partitions looks neither back nor at the one before")
    func none() {
        let yaml = Sample.dataset(
            "inputs:\n  song_played: {lookback: 1d}\n  songs: {previous: true}\n", partition: "none", start: nil)
        let problems = Sample.problems(Project.read(files: Sample.files(["songs": Sample.sql], ["songs": yaml])))
        #expect(problems.map(\.line) == [5, 6], "\(problems)")
    }

    @Test("what is missing is told at the first line")
    func missing() {
        let files = Sample.files(["songs": Sample.sql], ["songs": "tier: low\n"])
        #expect(Sample.problems(Project.read(files: files)).map(\.line) == [1, 1, 1])
    }

    @Test(
        "files that do not belong together are refused",
        arguments: [
            (["datasets/songs.yaml": Sample.dataset()], "datasets/songs.yaml"),
            (["datasets/songs.sql": Sample.sql], "datasets/songs.sql"),
            (["datasets/songs.yaml": Sample.dataset(), "datasets/songs.sql": " \n"], "datasets/songs.sql"),
            (
                [
                    "datasets/songs.yaml": Sample.dataset(),
                    "datasets/songs.sql": String(repeating: "-", count: DefinitionLimits.sqlBytes + 1),
                ], "datasets/songs.sql"
            ),
            (["datasets/songs.yaml": Sample.dataset(), "datasets/songs.sql": "SELECT\u{0}"], "datasets/songs.sql"),
            (
                ["datasets/song_played.yaml": Sample.dataset(), "datasets/song_played.sql": Sample.sql],
                "datasets/song_played.yaml"
            ),
            (["pools.yaml": "a: {slots: 0}"], "pools.yaml"), (["pools.yaml": "A: {slots: 1}"], "pools.yaml"),
            (["pools.yaml": "a: {}"], "pools.yaml"), (["pools.yaml": "[]"], "pools.yaml"),
            (["teams.yaml": "team-listening: {contact: a, runs: 0}"], "teams.yaml"),
            (
                [
                    "datasets/songs.yaml": Sample.dataset().replacing("team-growth", with: "nobody"),
                    "datasets/songs.sql": Sample.sql,
                ], "datasets/songs.yaml"
            ),
        ])
    func files(files: [String: String], place: String) {
        var all = Sample.files([:])
        all.merge(files) { $1 }
        let problems = Sample.problems(Project.read(files: all))
        #expect(problems.count == 1 && problems.first?.file == place, "\(problems)")
    }

    @Test("two datasets cannot have had one name")
    func renames() {
        let yaml = Sample.dataset("renamed_from: plays\n")
        let files = Sample.files(["a": Sample.sql, "b": Sample.sql], ["a": yaml, "b": yaml])
        #expect(Sample.problems(Project.read(files: files)).map(\.line) == [5])
    }

    @Test("of SQL the column is told too")
    func column() {
        let problem = DefinitionProblem(file: "datasets/a.sql", line: 3, column: 7, message: "No.", remedy: "")
        #expect(problem.description == "datasets/a.sql:3:7: No.")
    }
}
