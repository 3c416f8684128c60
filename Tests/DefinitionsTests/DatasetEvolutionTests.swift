import BasinCore
import BasinDefinitions
import Testing

struct DatasetEvolutionTests {
    /// A platform on which the datasets were applied.
    private func applied(_ datasets: [String: String], _ yaml: [String: String] = [:]) throws -> Platform {
        var platform = Platform()
        let plan = platform.apply(try Sample.datasets(datasets, yaml))
        #expect(plan.isApplicable, "\(plan.changes)")
        return platform
    }

    /// The column of `songs` before and after, and what becomes of its id and of the plan when nobody reads it, and when
    /// somebody does.
    static let columnChanges: [(before: String, after: String, keepsID: Bool, unread: Bool, read: Bool)] = [
        ("int32!n", "int64!n", true, true, true), ("int64!n", "int32!n", false, true, false),
        ("int64!n", "string!n", false, true, false), ("ints!n", "longs!n", true, true, true),
        ("longs!n", "ints!n", false, true, false), ("pair!n", "triple!n", true, true, true),
        ("triple!n", "pair!n", false, true, false), ("song AS n", "user_id AS n", false, true, false),
        ("song AS n", "first_name AS n", true, false, false), ("first_name AS n", "song AS n", true, false, false),
        ("int64!n", "int64!m", false, true, false),
    ]

    @Test(
        "a column keeps its id where stored values fit, and is not taken from those who read it",
        arguments: columnChanges)
    func column(before: String, after: String, keepsID: Bool, unread: Bool, read: Bool) throws {
        for isRead in [false, true] {
            let reader = isRead ? ["reader": "SELECT n AS x FROM songs"] : [:]
            func project(_ item: String) throws -> Project {
                try Sample.datasets(reader.merging(["songs": "SELECT int64!k, \(item) FROM song_played"]) { $1 })
            }
            var platform = Platform()
            #expect(platform.apply(try project(before)).isApplicable)
            let old = try #require(platform.datasets.first { $0.name == "songs" })
            let plan = platform.apply(try project(after))
            #expect(plan.isApplicable == (isRead ? read : unread), "\(plan.changes)")
            let new = try #require(platform.datasets.first { $0.name == "songs" })
            guard plan.isApplicable else {
                #expect(plan.dataset("songs")?.kind == .breaking)
                #expect(plan.datasets.first { $0.name == "songs" } == old && new == old)
                if isRead, unread {
                    #expect(plan.dataset("songs")?.details.contains { $0.contains("`reader`") } == true)
                }
                continue
            }
            #expect(new.schemaVersion == 2 && new.columns[0] == old.columns[0] && new.hash != old.hash)
            #expect((new.columns[1].id == old.columns[1].id) == keepsID)
            #expect(keepsID || new.columns[1].id > old.lastFieldID)
            #expect(plan.dataset("songs")?.details.contains { $0.contains("rerun") } == true)
        }
    }

    @Test("a column that comes back gets an id of its own")
    func revivedColumn() throws {
        var platform = try applied(["songs": "SELECT int64!k, int64!n FROM song_played"])
        platform.apply(try Sample.datasets(["songs": "SELECT int64!k FROM song_played"]))
        platform.apply(try Sample.datasets(["songs": "SELECT int64!k, int64!n FROM song_played"]))
        #expect(platform.datasets[0].columns.map(\.id) == [101, 103] && platform.datasets[0].schemaVersion == 3)
    }

    /// What is added to the YAML, and whether other content follows from it.
    static let noteChanges: [(String, Bool)] = [
        ("tier: high", false), ("retention: 3d", false), ("trigger: manual", false), ("corrections: flag", false),
        ("checks: [{row_count: {min: 1}}]", false), ("columns: {songs: {description: How many.}}", false),
        ("retries: 1", false), ("timeout: 5m", false), ("threads: 2", false),
        ("inputs: {song_played: {lookback: 1d}}", true),
    ]

    @Test(
        "what is beside the SQL changes without a new schema, and says whether made partitions would differ",
        arguments: noteChanges)
    func notes(yaml: String, differs: Bool) throws {
        var platform = try applied(["songs": Sample.sql])
        let before = platform.datasets[0]
        let plan = platform.apply(try Sample.datasets(["songs": Sample.sql], ["songs": Sample.dataset(yaml + "\n")]))
        #expect(plan.dataset("songs")?.kind == .changed && plan.dataset("songs")?.version == 1)
        let after = platform.datasets[0]
        #expect((after.hash != before.hash) == differs && after.columns.map(\.id) == before.columns.map(\.id))
        #expect(plan.dataset("songs")?.details.contains { $0.contains("rerun") } == differs)
    }

    @Test("an earlier start is told; it changes content only where something looks back")
    func start() throws {
        for (inputs, differs) in [("", false), ("inputs: {song_played: {lookback: 1d}}\n", true)] {
            var platform = try applied(["songs": Sample.sql], ["songs": Sample.dataset(inputs)])
            let hash = platform.datasets[0].hash
            let plan = platform.apply(
                try Sample.datasets(["songs": Sample.sql], ["songs": Sample.dataset(inputs, start: "2018-10-01")]))
            #expect(plan.dataset("songs")?.kind == .changed)
            #expect((platform.datasets[0].hash != hash) == differs)
        }
    }

    @Test("other partitions need another name")
    func granularity() throws {
        let platform = try applied(["songs": Sample.sql])
        let yaml = Sample.dataset(partition: "hour", start: "2018-11-01")
        let plan = platform.plan(try Sample.datasets(["songs": Sample.sql], ["songs": yaml]))
        #expect(plan.dataset("songs")?.kind == .breaking && plan.problems.isEmpty)
        #expect(plan.datasets == platform.datasets)
    }

    @Test("a renamed dataset keeps its id and columns, and those who read it follow")
    func rename() throws {
        var platform = try applied(["songs": Sample.sql, "reader": "SELECT songs FROM songs"])
        let before = try #require(platform.datasets.first { $0.name == "songs" })
        let renamed = Sample.dataset("renamed_from: songs\n")
        let late = platform.plan(
            try Sample.datasets(["plays": Sample.sql, "reader": "SELECT songs FROM songs"], ["plays": renamed]))
        #expect(late.problems.map(\.file) == ["datasets/reader.sql"])
        #expect(late.problems.first?.remedy.contains("`plays`") == true)

        let project = try Sample.datasets(
            ["plays": Sample.sql, "reader": "SELECT songs FROM plays"], ["plays": renamed])
        let plan = platform.apply(project)
        #expect(plan.dataset("plays")?.kind == .renamed && plan.dataset("reader")?.kind == .changed)
        let after = try #require(platform.datasets.first { $0.name == "plays" })
        #expect(after.id == before.id && after.columns == before.columns && after.hash == before.hash)
        #expect(after.definition.renamedFrom == nil && platform.plan(project).isEmpty)
    }

    @Test("a dataset that somebody reads is not removed; one that nobody reads is, and comes back as it was")
    func removal() throws {
        var platform = try applied(["songs": Sample.sql, "reader": "SELECT songs FROM songs"])
        let refused = platform.plan(try Sample.datasets(["reader": "SELECT songs FROM songs"]))
        #expect(refused.dataset("songs")?.kind == .breaking && refused.problems.isEmpty)
        #expect(refused.dataset("songs")?.details.first?.contains("`reader`") == true)
        #expect(refused.datasets == platform.datasets)

        let before = platform.datasets
        let plan = platform.apply(try Sample.datasets([:]))
        #expect(plan.dataset("songs")?.kind == .removed && plan.dataset("reader")?.kind == .removed)
        #expect(platform.datasets.allSatisfy { $0.isRemoved })
        let none = try Sample.datasets([:])
        #expect(platform.plan(none).isEmpty)
        let gone = platform.plan(try Sample.datasets(["other": "SELECT songs FROM songs"]))
        #expect(gone.problems.map(\.file) == ["datasets/other.sql"])

        let revival = platform.apply(try Sample.datasets(["songs": Sample.sql, "reader": "SELECT songs FROM songs"]))
        #expect(revival.dataset("songs")?.kind == .changed && platform.datasets == before)
    }

    @Test("an event type that a dataset reads is not removed")
    func removedEvent() throws {
        let platform = try applied(["songs": Sample.sql])
        var files = Sample.files(["songs": Sample.sql])
        files["events/song_played.yaml"] = nil
        let plan = platform.plan(try Project.read(files: files).get())
        #expect(plan.change("song_played")?.kind == .breaking && plan.problems.isEmpty)
        #expect(plan.change("song_played")?.details.first?.contains("`songs`") == true)
        #expect(plan.result == platform.types && plan.datasets == platform.datasets)
    }

    @Test("event types and datasets never take each other's names while something is stored under them")
    func names() throws {
        var platform = try applied(["songs": Sample.sql])
        platform.apply(try Sample.datasets([:]))
        var files = Sample.files([:])
        files["events/songs.yaml"] = Sample.event(Field.plain)
        let event = platform.plan(try Project.read(files: files).get())
        #expect(event.change("songs")?.kind == .breaking)

        var other = Platform()
        files["events/old.yaml"] = Sample.event(Field.plain)
        other.apply(try Project.read(files: files).get())
        other.apply(try Sample.datasets([:]))
        let project = try Sample.datasets(["old": Sample.sql])
        #expect(other.plan(project).dataset("old")?.kind == .breaking)
    }

    @Test(
        "planning the same project on its own result changes nothing, and ids mean one thing for ever",
        .timeLimit(.minutes(2)))
    func random() throws {
        var generator = SeededGenerator(seed: 3)
        let items = [
            "int32!n", "int64!n", "double!n", "user_id", "song", "first_name", "string!m", "pair!p", "triple!p",
        ]
        var applied = 0
        var refused = 0
        for _ in 0..<25 {
            var platform = Platform()
            var sql: [String: String] = [:]
            var meaning: [UInt32: [Int: String]] = [:]
            for _ in 0..<25 {
                var next = sql
                let name = "d\(Int.random(in: 0..<5, using: &generator))"
                switch Int.random(in: 0..<6, using: &generator) {
                case 0: next[name] = nil
                default:
                    var inputs = ["song_played"]
                    if let other = sql.keys.filter({ $0 != name }).sorted().randomElement(using: &generator) {
                        inputs.append(other)
                    }
                    var names: Set<String> = []
                    let chosen = items.shuffled(using: &generator).prefix(Int.random(in: 1...3, using: &generator))
                        .filter { names.insert(String($0.split(separator: "!").last!)).inserted }
                    next[name] = "SELECT \(chosen.joined(separator: ", ")) FROM \(inputs.joined(separator: " JOIN "))"
                }
                let project = try Sample.datasets(next)
                let plan = platform.plan(project)
                #expect(plan == platform.plan(project))
                guard plan.isApplicable else {
                    refused += 1
                    continue
                }
                applied += 1
                let before = platform.datasets
                platform.store(plan)
                sql = next
                let again = platform.plan(project)
                #expect(again.isEmpty && again.isApplicable && again.datasets == platform.datasets, "\(again.changes)")
                #expect(again.nextTypeID == platform.nextTypeID)
                for old in before {
                    #expect(platform.datasets.contains { $0.id == old.id && $0.lastFieldID >= old.lastFieldID })
                }
                for dataset in platform.datasets {
                    #expect(Set(dataset.columns.map(\.id)).count == dataset.columns.count)
                    for column in dataset.columns {
                        #expect(column.id <= dataset.lastFieldID)
                        let kind = "\(column.name) \(column.isSealed) \(column.isSubject)"
                        #expect(meaning[dataset.id]?[column.id] ?? kind == kind)
                        meaning[dataset.id, default: [:]][column.id] = kind
                    }
                }
            }
        }
        #expect(applied > 100 && refused > 20)
    }
}
