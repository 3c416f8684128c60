import BasinCore
import BasinEngines
import BasinProcessing
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ChecksTests {
    static let columns = [
        Column(name: "user_id", type: .string, id: 1, isRequired: false),
        Column(name: "n", type: .int64, id: 2, isRequired: false),
        Column(name: "played", type: .timestamp, id: 3, isRequired: false),
        Column(name: "secret", type: .binary, id: 4, isRequired: false),
        Column(name: "tags", type: .list(element: .string, elementID: 6), id: 5, isRequired: false),
    ]

    /// Five rows: a value twice, nulls in every column, a large number.
    static let rows = """
        SELECT * FROM (VALUES ('a', 1, TIMESTAMPTZ '2018-11-03 10:00:00Z', 'x'::BLOB, ['p']),
            ('a', 2, TIMESTAMPTZ '2018-11-03 22:00:00Z', NULL, NULL), ('b', 3, NULL, 'y'::BLOB, []),
            (NULL, NULL, NULL, NULL, NULL), (NULL, 1000, NULL, NULL, NULL)) AS r(user_id, n, played, secret, tags)
        """

    static let cases: [(Check.Rule, Int64, Bool)] = [
        (.rowCount(min: 1, max: 5), 0, true), (.rowCount(min: 6, max: nil), 0, false),
        (.rowCount(min: nil, max: 4), 0, false),
        (.notNull(column: "user_id"), 2, false), (.notNull(column: "_partition_time"), 0, true),
        (.unique(columns: ["user_id"]), 2, false), (.unique(columns: ["n"]), 0, true),
        (.unique(columns: ["user_id", "n"]), 0, true),
        (.acceptedValues(column: "user_id", values: ["a", "b"]), 0, true),
        (.acceptedValues(column: "user_id", values: ["a"]), 1, false),
        (.acceptedValues(column: "n", values: ["1", "2", "3", "1000"]), 0, true),
        (.acceptedValues(column: "n", values: []), 4, false),
        (.range(column: "n", min: "1", max: "1000"), 0, true), (.range(column: "n", min: "2", max: "999"), 2, false),
        (.range(column: "played", min: "2018-11-03T10:00:00Z", max: nil), 0, true),
        (.range(column: "played", min: nil, max: "2018-11-03T10:00:00Z"), 1, false),
        (.foreignKey(column: "user_id", dataset: "users", key: "id"), 1, false),
        (.freshness(column: "played", seconds: 7200), 0, true), (.freshness(column: "played", seconds: 7199), 0, false),
        (.sql("SELECT * FROM listening WHERE n > 1000"), 0, true),
        (.sql("SELECT n FROM listening WHERE n > 1; -- x"), 3, false),
        (.sql("SELECT a.n FROM listening a, users u WHERE a.user_id = u.id"), 2, false),
    ]

    private func result(_ rules: [Check.Rule], rows: String = rows, blocking: Bool = true) throws -> WorkResult {
        let folder = try WorkFolder()
        let checks = rules.enumerated().map { Check(name: "check_\($0)", isBlocking: blocking, rule: $1) }
        let users = try folder.file(
            "users.parquet", columns: [Column(name: "id", type: .string, id: 101, isRequired: true)],
            rows: "SELECT 'a' AS id")
        let order = try folder.order(
            .sql(rows), columns: Self.columns, checks: checks,
            checkInputs: [
                WorkInput(
                    name: "users", columns: [Column(name: "id", type: .string, id: 101, isRequired: true)],
                    files: [users])
            ],
            masked: ["secret"])
        return OrderExecution().run(order, cancellation: RunCancellation(limits: order.limits))
    }

    @Test("Every rule passes or fails with the rows that break it (SCH-9)", arguments: cases)
    func rule(_ rule: Check.Rule, _ failing: Int64, _ passes: Bool) throws {
        let check = try #require(try result([rule]).output?.checks.first)
        #expect(check.passed == passes)
        #expect(check.failingRows == failing)
        #expect(check.sampleRows.count == Int(failing))
        #expect(!check.message.isEmpty)
    }

    @Test("All rules of one definition are answered together, in its order")
    func together() throws {
        let rules: [Check.Rule] = [
            .notNull(column: "user_id"), .rowCount(min: 1, max: nil), .unique(columns: ["user_id"]),
            .range(column: "n", min: "2", max: nil), .freshness(column: "played", seconds: 60),
            .acceptedValues(column: "n", values: ["7"]),
        ]
        let output = try #require(try result(rules).output)
        #expect(output.checks.map(\.failingRows) == [2, 0, 2, 1, 0, 4])
        #expect(output.checks.map(\.passed) == [false, true, false, false, false, false])
        #expect(!output.isPublishable)
    }

    @Test("What only warns does not keep a revision from being published")
    func warning() throws {
        let output = try #require(try result([.notNull(column: "user_id")], blocking: false).output)
        #expect(output.isPublishable && !output.checks[0].passed)
    }

    @Test("Of a partition without rows, only rules about rows and freshness can fail")
    func noRows() throws {
        let rules: [Check.Rule] = [
            .rowCount(min: 1, max: nil), .notNull(column: "n"), .unique(columns: ["n"]),
            .range(column: "n", min: "1", max: "2"),
            .freshness(column: "played", seconds: 100_000), .foreignKey(column: "user_id", dataset: "users", key: "id"),
        ]
        let output = try #require(try result(rules, rows: Self.rows + " WHERE false").output)
        #expect(output.checks.map(\.passed) == [false, true, true, true, false, true])
    }

    @Test("Sample rows are JSON; masked columns and bytes are not shown, and ten rows are enough")
    func samples() throws {
        let many =
            "SELECT 'u' AS user_id, range AS n, NULL AS played, 'klartext'::BLOB AS secret, NULL AS tags FROM range(100)"
        let check = try #require(
            try result([.unique(columns: ["user_id"]), .sql("SELECT secret AS s, n FROM listening")], rows: many)
                .output?.checks)
        for result in check {
            #expect(result.failingRows == 100 && result.sampleRows.count == 10)
            for row in result.sampleRows {
                let object = try JSONSerialization.jsonObject(with: Data(row.utf8)) as? [String: Any]
                #expect((object?["secret"] ?? object?["s"]) as? String == "[masked]")
                #expect(object?["n"] is Int)
                #expect(!row.contains("klartext"))
            }
        }
    }

    @Test(
        "A check that cannot be is the user's error and names itself",
        arguments: [
            Check.Rule.notNull(column: "nothing"), .unique(columns: []), .unique(columns: ["user_id", "nothing"]),
            .acceptedValues(column: "tags", values: ["x"]), .acceptedValues(column: "n", values: ["many"]),
            .range(column: "n", min: "low", max: nil), .range(column: "secret", min: "a", max: nil),
            .freshness(column: "n", seconds: 60), .foreignKey(column: "user_id", dataset: "nobody", key: "id"),
            .foreignKey(column: "user_id", dataset: "users", key: "nothing"),
        ])
    func impossible(_ rule: Check.Rule) throws {
        let failure = try #require(try result([rule]).failure)
        #expect(failure.kind == .userError)
        #expect(failure.message.contains("check_0"))
    }

    @Test(
        "The SQL of a check reads the output and nothing else",
        arguments: [
            "SELECT 1; DROP VIEW listening", "DROP VIEW listening", "SELECT * FROM plays",
            "SELECT * FROM read_text('/etc/passwd')", "",
        ])
    func sqlWalls(_ sql: String) throws { #expect(try result([.sql(sql)]).failure?.kind == .userError) }

    @Test("Names and values that look like SQL stay names and values")
    func quoting() throws {
        let rules: [Check.Rule] = [.acceptedValues(column: "user_id", values: ["a", "b'); DROP VIEW listening; --"])]
        #expect(try result(rules).output?.checks.first?.failingRows == 1)
    }

    @Test("DuckDB alone counts the same over many random rows", arguments: [1, 2, 3])
    func oracle(_ seed: Int) throws {
        let rows = """
            SELECT CASE WHEN h % 7 = 0 THEN NULL ELSE 'u' || (h % 5000) END AS user_id, CASE WHEN h % 11 = 0 THEN NULL
            ELSE (h % 100)::BIGINT END AS n, NULL AS played, NULL AS secret, NULL AS tags
            FROM (SELECT hash(range + \(seed) * 100000) AS h FROM range(20000))
            """
        let folder = try WorkFolder()
        let found = try #require(
            try result(
                [
                    .notNull(column: "n"), .unique(columns: ["user_id"]), .range(column: "n", min: "10", max: "89"),
                    .acceptedValues(column: "n", values: (0..<50).map(String.init)),
                    .foreignKey(column: "user_id", dataset: "users", key: "id"),
                ], rows: rows
            ).output?.checks.map(\.failingRows))
        let oracle = try folder.rows(
            """
            WITH r AS (\(rows)), c AS (SELECT *, count(*) OVER (PARTITION BY user_id) AS k FROM r)
            SELECT sum((n IS NULL)::INTEGER) AS a, sum((user_id IS NOT NULL AND k > 1)::INTEGER) AS b,
                sum((n IS NOT NULL AND (n < 10 OR n > 89))::INTEGER) AS c, sum((n IS NOT NULL AND n >= 50)::INTEGER) AS d,
                sum((user_id IS NOT NULL AND user_id <> 'a')::INTEGER) AS e FROM c
            """)
        #expect(
            oracle == ["{'a': \(found[0]), 'b': \(found[1]), 'c': \(found[2]), 'd': \(found[3]), 'e': \(found[4])}"])
    }
}
