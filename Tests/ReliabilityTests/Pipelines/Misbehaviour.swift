/// A dataset that does not do what it should, and what is to be said about it.
struct Misbehaviour: Sendable {
    enum Work: Sendable {
        case script(String)
        case sql(String)
        case command([String])
    }

    var name: String
    var work: Work
    /// Lines of YAML.
    var more = ""
    /// How its run ends, or where it waits: `failed`, `retrying`.
    var state: String
    /// What the message must hold: what, where, what to do. Words, not sentences.
    var facts: [String]

    private static let short = "timeout: 2s\nretries: 0"
    private static let small = "memory: 64MiB"
    /// So much of DuckDB's own is in the files that begin and end well.
    private static let spoiled = "dd of=\"$BASIN_OUTPUT/spoiled.parquet\" bs=1 seek=40 conv=notrunc 2>/dev/null"

    static let programs: [Misbehaviour] = [
        Misbehaviour(
            name: "leaks", work: .script("exec tail /dev/zero"), more: small, state: "failed",
            facts: ["64 MiB", "memory", "definition"]),
        Misbehaviour(
            name: "leaks_aside", work: .script("setsid tail /dev/zero & wait"), more: small, state: "failed",
            facts: ["64 MiB", "memory", "definition"]),
        Misbehaviour(
            name: "loops", work: .script("while :; do :; done"), more: short, state: "failed",
            facts: ["2 s", "timeout", "definition"]),
        Misbehaviour(
            name: "stubborn", work: .script("trap '' TERM INT HUP; while :; do sleep 0.1; done"), more: short,
            state: "failed", facts: ["2 s", "timeout"]),
        Misbehaviour(name: "segfaults", work: .script("kill -SEGV $$"), state: "retrying", facts: ["signal 11", "log"]),
        Misbehaviour(
            name: "stops_itself", work: .script("kill -STOP $$"), more: short, state: "failed",
            facts: ["2 s", "timeout"]),
        Misbehaviour(
            name: "kills_its_worker", work: .script("kill -9 $PPID; sleep 1000"), more: "retries: 0", state: "failed",
            facts: ["worker", "signal 9"]),
        Misbehaviour(
            name: "removes_its_folder", work: .script("rm -rf \"$(dirname \"$BASIN_OUTPUT\")\""), state: "failed",
            facts: ["*.parquet", "BASIN_OUTPUT"]),
        Misbehaviour(
            name: "kills_itself", work: .script("kill -9 $$"), more: "retries: 0", state: "failed",
            facts: ["signal 9"]),
        Misbehaviour(
            name: "exits_1", work: .script("exit 1"), more: "retries: 0", state: "failed",
            facts: ["exit code 1", "log"]),
        Misbehaviour(
            name: "exits_20", work: .script("exit 20"), state: "retrying", facts: ["exit code 20", "input", "log"]),
        Misbehaviour(name: "exits_50", work: .script("exit 50"), state: "failed", facts: ["exit code 50", "log"]),
        Misbehaviour(
            name: "writes_nothing", work: .script("exit 0"), state: "failed", facts: ["*.parquet", "BASIN_OUTPUT"]),
        Misbehaviour(
            name: "writes_garbage", work: .script("head -c 9000 /dev/urandom > \"$BASIN_OUTPUT/bad.parquet\""),
            state: "failed", facts: ["bad.parquet", "Parquet"]),
        Misbehaviour(
            name: "writes_empty", work: .script(": > \"$BASIN_OUTPUT/empty.parquet\""), state: "failed",
            facts: ["empty.parquet", "Parquet"]),
        Misbehaviour(
            name: "writes_half", work: .script("head -c 300 GOOD > \"$BASIN_OUTPUT/half.parquet\""), state: "failed",
            facts: ["half.parquet", "Parquet"]),
        Misbehaviour(
            name: "spoils",
            work: .script("cp GOOD \"$BASIN_OUTPUT/spoiled.parquet\"; head -c 4000 /dev/urandom | \(spoiled)"),
            state: "failed", facts: ["Parquet"]),
        Misbehaviour(
            name: "wrong_column", work: .script("cp \"$(dirname GOOD)/other.parquet\" \"$BASIN_OUTPUT/other.parquet\""),
            state: "failed", facts: ["other.parquet", "column n"]),
        Misbehaviour(
            name: "wrong_type", work: .script("cp \"$(dirname GOOD)/text.parquet\" \"$BASIN_OUTPUT/text.parquet\""),
            state: "failed", facts: ["text.parquet", "column n", "VARCHAR"]),
        Misbehaviour(
            name: "links", work: .script("ln -s GOOD \"$BASIN_OUTPUT/link.parquet\""), state: "failed",
            facts: ["link.parquet", "regular file"]),
        Misbehaviour(
            name: "no_program", work: .command(["no-such-program-anywhere"]), state: "failed",
            facts: ["no-such-program-anywhere", "PATH"]),
    ]

    static let queries: [Misbehaviour] = [
        Misbehaviour(
            name: "explodes",
            work: .sql("SELECT count(*) AS n FROM (SELECT a.range AS x, b.range AS y FROM range(100000) AS a "
                + "CROSS JOIN range(100000) AS b GROUP BY ALL)"),
            more: small, state: "failed", facts: ["64 MiB", "memory", "definition"]),
        Misbehaviour(
            name: "collects", work: .sql("SELECT len(list(range)) AS n FROM range(1000000000)"), more: small,
            state: "failed", facts: ["64 MiB", "memory", "definition"]),
        Misbehaviour(
            name: "never_ends",
            work: .sql("SELECT CAST(sum(a.range % 7 + b.range % 5) AS BIGINT) AS n FROM range(1000000000) AS a "
                + "CROSS JOIN range(1000) AS b"),
            more: short, state: "failed", facts: ["2 s", "timeout", "definition"]),
        Misbehaviour(
            name: "converts", work: .sql("SELECT CAST('x' || range AS BIGINT) AS n FROM range(3)"), state: "failed",
            facts: ["Could not convert", "INT64", "datasets/converts.sql"]),
    ]
}
