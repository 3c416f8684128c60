import BasinCore
import BasinEngines
import Testing

@Suite("What a column says about a person comes from its sources")
struct ColumnClassificationTests {
    private func classify(
        _ sql: String, _ declared: [String: ColumnDeclaration] = [:], own: String? = nil
    ) throws -> [DatasetColumn] {
        try ColumnClassification.classify(
            try PipelineWorld.analyse(sql, own: own), tables: PipelineWorld.tables,
            dataset: PipelineWorld.dataset(columns: declared))
    }

    @Test(
        "the strictest of the copied and derived sources is inherited",
        arguments: [
            ("SELECT song AS x FROM plays", .none, false, false),
            ("SELECT user_id AS x FROM plays", .pseudonymous, false, true),
            ("SELECT count(DISTINCT user_id) AS x FROM plays", .pseudonymous, false, false),
            ("SELECT count(*) AS x FROM plays GROUP BY user_id", .none, false, false),
            ("SELECT song || country AS x FROM plays JOIN people USING (user_id)", .pseudonymous, false, false),
            ("SELECT first_name AS x FROM people", .personal, true, false),
            ("SELECT illness AS x FROM people", .sensitive, true, false),
            ("SELECT illness AS x FROM people UNION ALL SELECT first_name FROM plays", .sensitive, true, false),
            ("SELECT arg_max(first_name, _event_time) AS x FROM plays GROUP BY user_id", .personal, true, false),
            (
                "SELECT coalesce(p.first_name, u.first_name) AS x FROM plays p JOIN people u USING (user_id)",
                .personal, true, false
            ),
            ("SELECT first_name AS x FROM plays UNION ALL SELECT NULL", .personal, true, false),
            ("SELECT user_id AS x FROM plays UNION SELECT user_id FROM people", .pseudonymous, false, true),
            ("SELECT user_id AS x FROM plays UNION ALL SELECT song FROM songs", .pseudonymous, false, false),
            ("SELECT song AS x FROM plays WHERE first_name IS NOT NULL", .none, false, false),
            ("SELECT 1 AS x", .none, false, false),
            ("SELECT CASE WHEN country = 'SE' THEN song END AS x FROM people, songs", .pseudonymous, false, false),
        ] as [(String, Classification, Bool, Bool)])
    func inherited(_ sql: String, _ classification: Classification, _ isSealed: Bool, _ isSubject: Bool) throws {
        let column = try classify(sql)[0]
        #expect(column.classification == classification && column.isSealed == isSealed && column.isSubject == isSubject)
        #expect(column.type != .binary && (column.storedType == .binary) == isSealed)
    }

    @Test(
        "a declaration may be stricter, or milder with a reason",
        arguments: [
            ("SELECT song AS x FROM plays", .pseudonymous, nil, .pseudonymous),
            ("SELECT first_name AS x FROM plays", .sensitive, nil, .sensitive),
            (
                "SELECT count(DISTINCT user_id) AS x FROM plays", Classification.none, "A count of many.",
                Classification.none
            ),
            ("SELECT count(first_name) AS x FROM plays", Classification.none, "A count of many.", Classification.none),
            ("SELECT illness AS x FROM people", .personal, "A harmless list.", .personal),
        ] as [(String, Classification, String?, Classification)])
    func declared(_ sql: String, _ wanted: Classification, _ reason: String?, _ given: Classification) throws {
        let declaration = ColumnDeclaration(description: "What it is.", classification: wanted, declassified: reason)
        let column = try classify(sql, ["x": declaration])[0]
        #expect(column.classification == given && column.description == "What it is.")
    }

    @Test(
        "what would open, seal or lose a classification is refused",
        arguments: [
            ("SELECT count(first_name) AS x FROM plays", nil, nil),
            ("SELECT count(first_name) AS x FROM plays", Classification.none, nil),
            ("SELECT count(first_name) AS x FROM plays", Classification.none, "  "),
            ("SELECT count(first_name) AS x FROM plays", .personal, "why"),
            ("SELECT first_name IS NULL AS x FROM plays", .pseudonymous, nil),
            ("SELECT user_id AS x FROM plays", Classification.none, nil),
            ("SELECT song AS x FROM plays", .personal, nil), ("SELECT song AS x FROM plays", .sensitive, "why"),
            ("SELECT first_name AS x FROM plays", Classification.none, "why"),
            ("SELECT illness AS x FROM people", .personal, nil),
            ("SELECT song AS x FROM plays", nil, "why"),
            ("SELECT first_name AS x FROM plays UNION ALL SELECT 'Ada'::BLOB", nil, nil),
            ("SELECT coalesce(first_name, encode(song)) AS x FROM plays", nil, nil),
            ("SELECT max(first_name) AS x FROM plays", nil, nil),
            ("SELECT max(first_name) AS x FROM plays", Classification.none, "why"),
            ("SELECT encode(song) AS x FROM plays", nil, nil),
            ("SELECT base64(first_name) AS x FROM plays", nil, nil),
            ("SELECT hash(first_name)::VARCHAR AS x FROM plays", nil, nil),
        ] as [(String, Classification?, String?)])
    func refused(_ sql: String, _ wanted: Classification?, _ reason: String?) {
        let declaration = ColumnDeclaration(classification: wanted, declassified: reason)
        let problem = #expect(throws: SQLProblem.self) { try self.classify(sql, ["x": declaration]) }
        #expect(problem?.message.contains(" x ") == true)
    }

    @Test("a description of a column that the SQL does not make is refused with the nearest name")
    func unknownColumn() {
        let problem = #expect(throws: SQLProblem.self) {
            try self.classify("SELECT song FROM plays", ["sonk": ColumnDeclaration()])
        }
        #expect(problem?.message.contains("song") == true)
    }

    @Test("what a dataset reads of itself is as strict as where it came from first")
    func own() throws {
        let columns = try classify(
            "SELECT user_id, first_name FROM plays UNION ALL SELECT user_id, first_name FROM made", own: "made")
        #expect(
            columns.map(\.classification) == [.pseudonymous, .personal] && columns.map(\.isSealed) == [false, true])
        #expect(columns.map(\.isSubject) == [true, false] && columns[1].type == .string)
        let problem = #expect(throws: SQLProblem.self) {
            try self.classify(
                "SELECT a, song AS b FROM (SELECT b AS a FROM made UNION ALL SELECT country FROM people), songs",
                ["a": ColumnDeclaration(classification: Classification.none)], own: "made")
        }
        #expect(problem?.message.contains("pseudonymous") == true)
    }

    @Test("event datasets are read with their envelope and the partition time")
    func envelope() throws {
        let schema = EventSchema(
            version: 1,
            fields: [
                Field(name: "user_id", type: .int64, id: 101, classification: .personal, isSubject: true),
                Field(name: "name", type: .string, id: 102, classification: .personal),
            ])
        let tables = ["opened": PipelineTable(name: "opened", schema: schema)]
        let analysis = try PipelineWorld.pipelines.analyse(
            "SELECT user_id, name, _partition_time AS hour, _event_id AS id FROM opened", tables: tables)
        let columns = try ColumnClassification.classify(analysis, tables: tables, dataset: PipelineWorld.dataset())
        #expect(
            columns.map(\.type) == [.string, .string, .timestamp, .string]
                && columns.map(\.isSealed) == [false, true, false, false])
        #expect(
            columns.map(\.isSubject) == [true, false, false, false]
                && columns.map(\.classification) == [.personal, .personal, .none, .none])
    }
}
