import ArgumentParser
import BasinClient
import BasinCore
import BasinWire
import Synchronization

struct QueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Run SQL over datasets by their names.",
        discussion: "Example: basin query \"SELECT count(*) FROM song_played\". The SQL may also come from standard "
            + "input: basin query - < question.sql")

    enum Format: String, ExpressibleByArgument, CaseIterable, Sendable { case table, csv, json, parquet }

    @Argument(help: "The SQL, or - for standard input.")
    var sql: String

    @Option(help: "How to print: table, csv, json or parquet.")
    var format: Format = .table

    @Flag(help: "Of CSV for a spreadsheet: mark what it would take for a formula as text, with ' before it.")
    var safeCSV = false

    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.")
    var output: String?

    @Option(help: "Rows at most. (default: all; 1000 for a table)")
    var limit: Int?

    @Option(help: "Open personal values for this purpose, with a grant for it; it is written down.")
    var purpose: String?

    @OptionGroup var connection: ConnectionOptions

    private static let tableRows = 1000

    func validate() throws {
        if safeCSV, format != .csv { throw ValidationError("--safe-csv is for --format csv.") }
        if let limit, limit < 0 { throw ValidationError("--limit is negative.") }
        if format == .parquet, output == nil, Terminal.outputIsTerminal {
            throw ValidationError("Parquet is not for a terminal; add --output FILE.")
        }
    }

    func run() async throws {
        let text = sql == "-" ? Self.standardInput() : sql
        // One row more than shown tells whether there are more.
        let rows = format == .table ? (limit ?? Self.tableRows) + 1 : limit
        let written = format == .table ? "csv" : safeCSV ? "safe-csv" : format.rawValue
        let request = QueryRequest(sql: text, format: written, limit: rows, purpose: purpose)
        let file = try output.map { try OutputFile(path: $0) }
        if format == .table {
            let collected = Mutex<[UInt8]>([])
            try await connection.withClient { client in
                try await client.query(request) { chunk in collected.withLock { $0 += chunk } }
            }
            try printTable(collected.withLock { $0 }, to: file)
        } else {
            try await connection.withClient { client in
                try await client.query(request) { chunk in
                    try file.map { try $0.write(chunk) } ?? Terminal.write(chunk)
                }
            }
        }
        try file?.finish()
    }

    private func printTable(_ csv: [UInt8], to file: OutputFile?) throws {
        var rows = CSVRows(csv).rows
        guard !rows.isEmpty else { return }
        let titles = rows.removeFirst()
        let shown = limit ?? Self.tableRows
        let hasMore = rows.count > shown
        if hasMore { rows = Array(rows.prefix(shown)) }
        let numeric = titles.indices.filter { column in
            let cells = rows.compactMap { column < $0.count && !$0[column].isEmpty ? $0[column] : nil }
            return !cells.isEmpty && cells.allSatisfy { Double($0) != nil }
        }
        let table = TextTable(titles, numeric: Set(numeric), rows: rows).aligned
        try file.map { try $0.write(Array(table.utf8)) } ?? Terminal.write(table)
        if hasMore, limit == nil {
            Terminal.printError("basin: These are the first \(shown) rows; --limit or --format csv gives more.")
        }
    }

    private static func standardInput() -> String {
        var text = ""
        while let line = readLine(strippingNewline: false) { text += line }
        return text
    }
}
