import BasinCore
import BasinEngines
import Testing

@Suite("Lineage: every output column knows the columns that it comes from")
struct LineageTests {
    @Test("each source is copied, derived or indirect", arguments: LineageCases.all)
    func lineage(_ sql: String, _ columns: [String]) throws {
        #expect(try PipelineWorld.lineage(sql) == columns, "\(sql)")
    }

    @Test("of all labelled edges together none is wrong and none is missing")
    func scored() throws {
        var right = 0, wrong = 0, missing = 0
        func edges(_ columns: [String]) -> Set<String> {
            Set(
                columns.flatMap { line in
                    let words = line.split(separator: " ")
                    return words.dropFirst(2).map { "\(words[0]) \($0)" }
                })
        }
        for (sql, columns) in LineageCases.all {
            let labelled = edges(columns), found = edges(try PipelineWorld.lineage(sql))
            right += found.intersection(labelled).count
            wrong += found.subtracting(labelled).count
            missing += labelled.subtracting(found).count
        }
        let precision = Double(right) / Double(right + wrong), recall = Double(right) / Double(right + missing)
        print("column lineage: \(LineageCases.all.count) statements, \(right + missing) labelled edges, precision \(precision), recall \(recall)")
        #expect(LineageCases.all.count >= 150)
        #expect(wrong == 0 && missing == 0)
    }

    @Test(
        "the datasets that are read are known, also those that no column comes from",
        arguments: [
            ("SELECT 1 AS one", []), ("SELECT count(*) AS n FROM plays", ["plays"]),
            ("SELECT song FROM plays WHERE EXISTS (FROM people)", ["plays", "people"]),
            ("WITH people AS (SELECT 1 AS x) SELECT p.song FROM plays p, people", ["plays"]),
        ] as [(String, [String])])
    func datasets(_ sql: String, _ names: [String]) throws {
        #expect(try PipelineWorld.analyse(sql).datasets == Set(names))
    }

    @Test(
        "what is copied everywhere is told from what is mixed with other values",
        arguments: [
            ("SELECT first_name AS x FROM plays", true),
            ("SELECT first_name AS x FROM plays UNION ALL SELECT NULL", true),
            ("SELECT coalesce(p.first_name, u.first_name) AS x FROM plays p JOIN people u USING (user_id)", true),
            ("SELECT CASE WHEN seconds > 1 THEN first_name END AS x FROM plays", true),
            ("SELECT arg_max(first_name, _event_time) AS x FROM plays", true),
            ("SELECT lag(first_name) OVER (ORDER BY _event_time) AS x FROM plays", true),
            ("SELECT (SELECT first_name FROM people u WHERE u.user_id = p.user_id) AS x FROM plays p", true),
            ("SELECT coalesce(song, '') AS x FROM plays", false),
            ("SELECT song AS x FROM plays UNION ALL SELECT 'x'", false),
            ("SELECT upper(song) AS x FROM plays", false), ("SELECT count(*) AS x FROM plays", false),
            ("SELECT max(song) AS x FROM plays", false),
            ("SELECT lag(song, 1, 'none') OVER (ORDER BY _event_time) AS x FROM plays", false),
            ("SELECT CASE WHEN seconds > 1 THEN song ELSE 'x' END AS x FROM plays", false),
        ] as [(String, Bool)])
    func copies(_ sql: String, _ isCopy: Bool) throws {
        #expect(try PipelineWorld.analyse(sql).columns[0].isCopy == isCopy)
    }
}
