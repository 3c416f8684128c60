import BasinPostgres
import Testing

@Suite struct StatementTests {
    @Test(
        "semicolons end statements, but not inside texts, names and comments",
        arguments: [
            ("SELECT 1; SELECT 2", 2), ("SELECT ';' ;", 1), ("SELECT \"a;b\"", 1), ("SELECT $$;$$", 1),
            ("SELECT $a$;$$;$a$; SELECT 2", 2),
            ("SELECT E'\\';' ; SELECT 1", 2), ("/* ; /* ; */ ; */ SELECT 1", 1), ("-- ;\nSELECT 1", 1), (";;", 0),
            ("SELECT 'open ; SELECT 1", 1),
        ])
    func split(_ sql: String, _ count: Int) { #expect(Statement.all(sql).count == count) }

    @Test(
        "a question about the catalog is told from a query of datasets",
        arguments: [
            ("SELECT * FROM song_played", false), ("SELECT relname FROM pg_catalog.pg_class", true),
            ("select * from pg_type t", true),
            ("SELECT version()", true), ("SELECT version FROM song_played", false), ("SELECT current_user", true),
            ("SELECT 'pg_catalog.pg_class'", false), ("SELECT s.pg_class FROM song_played s", false),
            ("SELECT table_name FROM information_schema.tables", true), ("SELECT 'song_played'::regclass", true),
            ("SELECT user_id AS current_user FROM song_played", false), ("SELECT format_type(25, -1)", true),
        ])
    func catalog(_ sql: String, _ isCatalog: Bool) { #expect(Statement(sql).kind == (isCatalog ? .catalog : .select)) }

    @Test(
        "names of the one schema and the one database are left out before a dataset's",
        arguments: [
            ("SELECT public.song_played.song FROM public.song_played", "SELECT song_played.song FROM song_played"),
            ("SELECT * FROM \"public\".\"song_played\"", "SELECT * FROM \"song_played\""),
            ("SELECT * FROM basin.public.song_played", "SELECT * FROM song_played"),
            ("SELECT s.public FROM x s", "SELECT s.public FROM x s"),
            ("SELECT 'public.x' FROM x", "SELECT 'public.x' FROM x"),
            ("SELECT a.public.b FROM a", "SELECT a.public.b FROM a"),
        ])
    func unqualified(_ sql: String, _ expected: String) { #expect(Statement(sql).sql == expected) }

    @Test(
        "commands without effect have PostgreSQL's tags, and what changes data is refused",
        arguments: [
            ("begin", Statement.Kind.begin), ("START TRANSACTION READ ONLY", .begin), ("END", .commit),
            ("rollback to savepoint a", .rollbackToSavepoint),
            ("SET extra_float_digits = 3", .noted(tag: "SET")),
            ("SHOW TRANSACTION ISOLATION LEVEL", .show("transaction_isolation")),
            ("DEALLOCATE ALL", .deallocate(nil)), ("DEALLOCATE \"A\"", .deallocate("A")), ("DISCARD ALL", .discard),
        ])
    func commands(_ sql: String, _ kind: Statement.Kind) { #expect(Statement(sql).kind == kind) }

    @Test(
        "what is not a SELECT is refused",
        arguments: [
            "INSERT INTO x VALUES (1)", "COPY x TO STDOUT", "DROP TABLE x", "ATTACH 'x'", "PRAGMA x",
            "SET client_encoding TO 'LATIN1'", "\"select\" 1",
        ])
    func refused(_ sql: String) {
        guard case .refused = Statement(sql).kind else { return #expect(Bool(false), "\(sql) is not refused") }
    }
}
