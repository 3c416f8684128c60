import BasinCore
import BasinEngines
import BasinProcessing
import Foundation

/// A command as a person could write one; its first argument says what it does.
enum ProbeCommand {
    static func run(_ words: [String]) -> Never {
        switch words.first {
        case "sql": sql(words[1])
        case "exit": exit(Int32(words[1]) ?? 1)
        case "environment": environment()
        case "text":
            try? words[1].write(toFile: output + "/bad.parquet", atomically: false, encoding: .utf8)
            exit(0)
        case "link":
            try? FileManager.default.createSymbolicLink(atPath: output + "/x.parquet", withDestinationPath: words[1])
            exit(0)
        case "stubborn":
            for number in [SIGTERM, SIGINT, SIGHUP] { signal(number, SIG_IGN) }
            Misbehaviour.hang()
        case "children": children(words[1])
        case "leak": Misbehaviour.leak()
        case "crash": abort()
        case "loud":
            for number in 0..<200_000 { print("line \(number)") }
            exit(1)
        default: exit(0)
        }
    }

    private static var output: String { ProcessInfo.processInfo.environment["BASIN_OUTPUT"] ?? "/nonexistent" }

    /// Runs SQL over the inputs and writes the rows, in two files.
    private static func sql(_ text: String) -> Never {
        do {
            let variables = ProcessInfo.processInfo.environment
            let json = try Data(contentsOf: URL(fileURLWithPath: variables["BASIN_INPUTS"] ?? ""))
            let connection = try DuckDB().connect()
            for (name, files) in try JSONDecoder().decode([String: [String]].self, from: json) where !files.isEmpty {
                let list = files.map(\.sqlLiteral).joined(separator: ",")
                try connection.execute("CREATE VIEW \(name.sqlIdentifier) AS FROM read_parquet([\(list)])")
            }
            var sql = text
            for (word, key) in [
                ("$partition_start", "BASIN_PARTITION_START"), ("$partition_end", "BASIN_PARTITION_END"),
            ] {
                sql = sql.replacing(word, with: "TIMESTAMPTZ \((variables[key] ?? "").sqlLiteral)")
            }
            try connection.execute("CREATE TABLE made AS \(sql)")
            try connection.execute("COPY (FROM made LIMIT 2) TO \((output + "/a.parquet").sqlLiteral) (FORMAT parquet)")
            try connection.execute(
                "COPY (FROM made OFFSET 2) TO \((output + "/b.parquet").sqlLiteral) (FORMAT parquet)")
            exit(0)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(50)
        }
    }

    /// Writes what it was told as one row.
    private static func environment() -> Never {
        do {
            let json = String(decoding: try JSONEncoder().encode(ProcessInfo.processInfo.environment), as: UTF8.self)
            let path = (output + "/a.parquet").sqlLiteral
            let folder = FileManager.default.currentDirectoryPath.sqlLiteral
            try DuckDB().connect().execute(
                "COPY (SELECT \(json.sqlLiteral) AS variables, \(folder) AS folder) TO \(path) (FORMAT parquet)")
            exit(0)
        } catch {
            exit(50)
        }
    }

    /// Leaves children behind, one of them outside the process group, and writes their ids into a file.
    private static func children(_ file: String) -> Never {
        let script = "sleep 1000 & echo $! > \(file).1; setsid sleep 1000 & echo $! > \(file).2; wait"
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", script]
        try? shell.run()
        shell.waitUntilExit()
        exit(1)
    }
}
