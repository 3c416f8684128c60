import BasinCore
import BasinEngines
import Testing

/// How long a query takes tells what it did. So what it does must not depend on what it may not show: proved by what
/// DuckDB counts, not by a clock.
@Suite("What a query does depends on nothing that it may not show")
struct HiddenWorkTests {
    /// Each tries to do more, less or something else for a value that is there than for one that is not.
    static let hostile = [
        // Filters: row groups and files that cannot hold the value would be left out.
        "SELECT count(*) FROM ticket WHERE email = 'mia@mail'", "SELECT count(*) FROM ticket WHERE email = '[masked]'",
        "SELECT count(*) FROM ticket WHERE email::BLOB = 'mia@mail'::BLOB", "SELECT count(*) FROM ticket WHERE email = note",
        "SELECT count(*) FROM ticket WHERE email > '0' AND email < 'b'",
        "SELECT count(*) FROM ticket WHERE email IN ('aaaaaaaa', 'mia@mail', '00000011')",
        "SELECT count(*) FROM ticket WHERE email LIKE 'a%' OR starts_with(note, 'a')", "SELECT count(*) FROM ticket WHERE email IS NULL",
        "SELECT count(*) FROM ticket WHERE length(email) > 8 OR hash(email) % 2 = 0",
        // Distinct values, groups and extremes: as many, and as large, as there are values.
        "SELECT count(DISTINCT email), approx_count_distinct(email), count(email) FROM ticket",
        "SELECT DISTINCT email, note FROM ticket ORDER BY ALL", "SELECT email, count(*) FROM ticket GROUP BY email ORDER BY ALL",
        "SELECT min(email), max(email), mode(email), arg_max(id, email), histogram(email) FROM ticket",
        "SELECT user_id, string_agg(DISTINCT email, ',') AS emails FROM ticket GROUP BY user_id ORDER BY ALL LIMIT 3",
        // Joins, which tell the other side what to look for.
        "SELECT count(*) FROM ticket AS a JOIN ticket AS b ON a.email = b.email AND a.id = b.id",
        "SELECT count(*) FROM ticket JOIN (VALUES ('aaaaaaaa'), ('mia@mail')) AS known(value) ON email = value",
        "SELECT count(*) FROM ticket WHERE email IN (SELECT note FROM ticket WHERE id < 100)",
        "SELECT count(*) FROM (SELECT email FROM ticket UNION SELECT note FROM ticket)",
        "SELECT count(*) FROM (SELECT id, email FROM ticket EXCEPT SELECT id, 'aaaaaaaa' FROM ticket)",
        // Sorts and windows.
        "SELECT id FROM ticket ORDER BY email DESC NULLS LAST, id LIMIT 3",
        """
        SELECT max(place), max(rank) FROM (
            SELECT row_number() OVER (PARTITION BY email ORDER BY id) AS place, dense_rank() OVER (ORDER BY email) AS rank FROM ticket)
        """,
        "SELECT count(*) FROM (SELECT lag(email) OVER (ORDER BY email, id) AS before, email FROM ticket) WHERE before <> email",
        // Much work for one value, or as many steps as it takes.
        "SELECT count(*) FROM ticket WHERE CASE WHEN email = 'mia@mail' THEN length(repeat('x', 100000)) > 0 ELSE false END",
        """
        WITH RECURSIVE walk(n) AS (
            SELECT 1 UNION ALL SELECT n + 1 FROM walk WHERE n < 50 AND EXISTS (SELECT 1 FROM ticket WHERE email = 'mia@mail' AND id > n))
        SELECT count(*) FROM walk
        """,
        // The same of a column of which the reader sees some rows.
        "SELECT approx_quantile(amount, 0.5), max(amount), min(amount), sum(amount), count(*) FROM ticket",
        "SELECT count(*) FROM ticket WHERE amount > 500000", "SELECT count(*) FROM ticket WHERE amount < 0 OR amount = 1000001",
        "SELECT count(*) FROM ticket AS a JOIN ticket AS b USING (amount) WHERE a.id < 50",
        "SELECT amount, count(*) FROM ticket GROUP BY amount ORDER BY ALL", "SELECT id FROM ticket ORDER BY amount DESC, id LIMIT 3",
        "SELECT count(*) FROM ticket WHERE 1000 / (amount - 1000001) > 0",
        "SELECT count(*) FROM ticket WHERE CASE WHEN amount = 1000001 THEN length(repeat('x', 100000)) > 0 ELSE false END",
    ]

    private static let swedish = ["country = 'SE'"]
    private let values: HiddenValues

    init() throws { values = try HiddenValues() }

    @Test("sealed values: the same rows, and the same work, whatever is under the seal")
    func sealed() throws {
        for conditions in [nil, Self.swedish] {
            let tables = try HiddenValues.sealed.map { ($0.key, try values.table(sealed: $0.value, conditions: conditions)) }
            for sql in Self.hostile { try compare(sql, tables) }
        }
    }

    @Test("rows of others: the same rows, and the same work, whatever is in them")
    func rows() throws {
        let tables = try HiddenValues.amounts.map { ($0.key, try values.table(amount: $0.value, conditions: Self.swedish)) }
        for sql in Self.hostile { try compare(sql, tables) }
    }

    private func compare(_ sql: String, _ tables: [(String, QueryTable)]) throws {
        // Only what people may ask is of interest.
        _ = try QueryParser().check(sql, datasets: ["ticket"])
        let first = try values.work(sql, tables[0].1)
        #expect(!first.operators.isEmpty)
        for (name, table) in tables {
            let work = try values.work(sql, table)
            #expect(work.rows == first.rows, "\(sql): \(name), not \(tables[0].0)")
            #expect(work.operators == first.operators, "\(sql): \(name), not \(tables[0].0)")
            for column in ["email", "note"] { #expect(try work.fileFilters(on: column).isEmpty, "\(sql)") }
        }
    }

    @Test("this way of looking sees what it looks for: with the values in sight, both work and filters differ")
    func control() throws {
        let tables = try HiddenValues.sealed.values.map { try values.table(sealed: $0, isSealed: false) }
        let filter = "SELECT count(*) FROM ticket WHERE email = 'mia@mail'::BLOB"
        for table in tables { #expect(try !values.work(filter, table).fileFilters(on: "email").isEmpty) }
        let groups = try tables.map { try values.work("SELECT email, count(*) FROM ticket GROUP BY email", $0).operators }
        #expect(Set(groups).count > 1)
        let amounts = try HiddenValues.amounts.values.map { try values.table(amount: $0) }
        let large = try amounts.map { try values.work("SELECT count(*) FROM ticket WHERE amount > 500000", $0) }
        #expect(Set(large.map(\.operators)).count > 1)
        #expect(try !values.work("SELECT count(*) FROM ticket WHERE amount > 500000", amounts[0]).fileFilters(on: "amount").isEmpty)
    }
}
