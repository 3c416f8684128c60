import BasinCore
import BasinDefinitions
import Testing

struct DatasetReadingTests {
    @Test("SCH-1: a dataset with every key is read, its SQL from the file beside it")
    func everything() throws {
        let yaml = """
            owner: team-growth
            description: Songs per listener and day.
            tier: high
            retention: 30d
            partition: week
            start: 2018-11-05
            inputs:
              song_played: {lookback: 7d}
              songs: {previous: true}
            trigger: {cron: "0  6 * * 1", zone: Europe/Stockholm, offset: 2h, missed: last, wait_for_data: false}
            corrections: {rerun: 14d, budget: 5}
            checks:
              - row_count: {min: 1, max: 10}
              - not_null: [user_id, songs]
              - unique: [user_id, songs]
                severity: warning
              - accepted_values: {column: level, values: [free, paid]}
              - range: {column: songs, min: 0, max: 1e3}
                name: plausible
              - range: {column: seen_at, min: 2018-11-01, max: "2018-12-01T00:00:00+01:00"}
              - foreign_key: {column: user_id, dataset: users, key: id}
              - freshness: {column: seen_at, within: 2d}
              - sql: {name: no_bots, query: "SELECT * FROM songs WHERE bot"}
            columns:
              user_id: {description: Who., type: string}
              songs: {classification: none, declassified: A count says nothing.}
            retries: 0
            timeout: 90m
            memory: 2GiB
            threads: 4
            pool: billing
            renamed_from: plays
            """
        var files = Sample.files(["songs": Sample.sql], ["songs": yaml])
        files["pools.yaml"] = "billing: {slots: 4}\n"
        let project = try Project.read(files: files).get()
        #expect(project.pools == [Pool(name: "billing", slots: 4)])
        let definition = project.datasets[0]
        #expect(definition.file == "datasets/songs.yaml" && definition.sqlFile == "datasets/songs.sql")
        #expect(definition.lines["checks.unique_user_id_songs"] == 15)
        let dataset = definition.dataset
        #expect(dataset.name == "songs" && dataset.tier == .high && dataset.retentionDays == 30)
        #expect(dataset.granularity == .week && dataset.start?.description == "2018-11-05T00:00:00Z")
        #expect(
            dataset.inputs == [
                "song_played": InputWindow(lookbackSeconds: 7 * 86_400), "songs": InputWindow(isPrevious: true),
            ])
        #expect(
            dataset.trigger
                == Trigger(kind: .time, cron: "0 6 * * 1", zone: "Europe/Stockholm", offsetSeconds: 7200, missed: .last)
        )
        #expect(dataset.corrections == CorrectionPolicy(rerunDays: 14, dailyBudget: 5))
        #expect(
            dataset.checks == [
                Check(name: "row_count", rule: .rowCount(min: 1, max: 10)),
                Check(name: "not_null_user_id", rule: .notNull(column: "user_id")),
                Check(name: "not_null_songs", rule: .notNull(column: "songs")),
                Check(name: "unique_user_id_songs", isBlocking: false, rule: .unique(columns: ["user_id", "songs"])),
                Check(name: "accepted_values_level", rule: .acceptedValues(column: "level", values: ["free", "paid"])),
                Check(name: "plausible", rule: .range(column: "songs", min: "0", max: "1e3")),
                Check(
                    name: "range_seen_at",
                    rule: .range(column: "seen_at", min: "2018-11-01", max: "2018-11-30T23:00:00Z")),
                Check(name: "foreign_key_user_id", rule: .foreignKey(column: "user_id", dataset: "users", key: "id")),
                Check(name: "freshness_seen_at", rule: .freshness(column: "seen_at", seconds: 172_800)),
                Check(name: "no_bots", rule: .sql("SELECT * FROM songs WHERE bot")),
            ])
        #expect(dataset.columns["user_id"] == ColumnDeclaration(description: "Who.", type: .string))
        #expect(
            dataset.columns["songs"]
                == ColumnDeclaration(classification: Classification.none, declassified: "A count says nothing."))
        #expect(dataset.work == .sql(Sample.sql) && dataset.retries == 0 && dataset.pool == "billing")
        #expect(dataset.limits == RunLimits(seconds: 5400, memoryBytes: 2 << 30, threads: 4))
        #expect(dataset.renamedFrom == "plays")
    }

    @Test("what is not said has its default")
    func defaults() throws {
        let dataset = try Sample.datasets(["songs": Sample.sql]).datasets[0].dataset
        #expect(
            dataset
                == Dataset(
                    name: "songs", owner: "team-growth", description: "Rows of things.", granularity: .day,
                    start: Timestamp(rfc3339: "2018-11-01T00:00:00Z"), work: .sql(Sample.sql)))
    }

    @Test(
        "SCH-2: triggers",
        arguments: [
            ("data", Trigger()), ("manual", Trigger(kind: .manual)), ("{offset: 90m}", Trigger(offsetSeconds: 5400)),
            ("{cron: '@daily', zone: UTC}", Trigger(kind: .both, cron: "@daily", zone: "UTC")),
            (
                "{cron: 0 6 * * *, zone: Etc/GMT+1, wait_for_data: true, missed: none}",
                Trigger(kind: .both, cron: "0 6 * * *", zone: "Etc/GMT+1", missed: .none)
            ),
        ])
    func triggers(text: String, trigger: Trigger) throws {
        let project = try Sample.datasets(["songs": Sample.sql], ["songs": Sample.dataset("trigger: \(text)\n")])
        #expect(project.datasets[0].dataset.trigger == trigger)
    }

    @Test("corrections may be flagged only")
    func flagged() throws {
        let project = try Sample.datasets(["songs": Sample.sql], ["songs": Sample.dataset("corrections: flag\n")])
        #expect(project.datasets[0].dataset.corrections.rerunDays == nil)
    }

    @Test(
        "a start begins a partition",
        arguments: [
            ("hour", "2018-11-01T06:00:00Z"), ("day", "2018-11-01T01:00:00+01:00"), ("week", "2018-10-29"),
            ("month", "2018-11-01"),
        ])
    func starts(partition: String, start: String) throws {
        let yaml = Sample.dataset(partition: partition, start: start)
        let dataset = try Sample.datasets(["songs": Sample.sql], ["songs": yaml]).datasets[0].dataset
        #expect(dataset.start.map { Partition(dataset.granularity, holding: $0).start } == dataset.start)
    }

    @Test("a command has no file of SQL, and columns as events have fields")
    func command() throws {
        let yaml = Sample.dataset(
            """
            command: [python3, score.py, "--fast"]
            inputs: {song_played: {}}
            columns:
              song: {type: string, classification: none, description: Which.}
              scores: {type: list<double>, classification: pseudonymous}
            """)
        let definition = try Sample.datasets([:], ["scores": yaml]).datasets[0]
        #expect(definition.sqlFile == nil)
        #expect(
            definition.dataset.work
                == .command(
                    ["python3", "score.py", "--fast"],
                    columns: [
                        Field(
                            name: "song", type: .string, isRequired: false, classification: .none, description: "Which."
                        ),
                        Field(
                            name: "scores", type: .list(element: .double, elementID: 0), isRequired: false,
                            classification: .pseudonymous),
                    ]))
        #expect(definition.dataset.inputs == ["song_played": InputWindow()])
    }

    @Test("a team may say how many of its runs go on at once")
    func quota() throws {
        let project = try Project.read(files: ["teams.yaml": "a: {contact: b, runs: 3}\nc: {contact: d}\n"]).get()
        #expect(project.teams.map(\.maxRuns) == [3, nil])
    }

    @Test("mutations of a good file never stop the reader", .timeLimit(.minutes(1)))
    func mutations() {
        var generator = SeededGenerator(seed: 11)
        let signs = Array("{}[]:,-|'\"#~\n .()<>09hd_".unicodeScalars)
        let good = Array(
            Sample.dataset(
                "inputs: {song_played: {lookback: 7d}}\ntrigger: {cron: '0 6 * * *', zone: UTC, offset: 2h}\n"
                    + "checks:\n  - range: {column: a, min: 1, max: 2}\n  - sql: {name: b, query: SELECT 1}\n"
                    + "columns: {a: {type: int64}}\ntimeout: 1h\nmemory: 2GB\n"
            ).unicodeScalars)
        for _ in 0..<2_000 {
            var scalars = good
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let index = scalars.indices.randomElement(using: &generator)!
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: scalars.remove(at: index)
                case 1: scalars[index] = signs.randomElement(using: &generator)!
                default: scalars.insert(signs.randomElement(using: &generator)!, at: index)
                }
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            let files = Sample.files(["songs": Sample.sql], ["songs": String(text)])
            for problem in Sample.problems(Project.read(files: files)) {
                #expect(problem.line >= 1 && !problem.message.isEmpty && !problem.remedy.isEmpty)
            }
        }
    }
}
