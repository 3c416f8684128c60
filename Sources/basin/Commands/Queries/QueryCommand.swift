import ArgumentParser
import BasinClient
import BasinCore
import BasinWire
import Synchronization

struct QueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Run SQL over datasets by their names.",
        discussion: "Example: basin query \"SELECT count(*) FROM song_played\". The SQL may also come from standard "
            + "input: basin query - < question.sql. Values may come apart from it: basin query \"SELECT count(*) FROM "
            + "song_played WHERE length_s > $least\" --set least=200")

    enum Format: String, ExpressibleByArgument, CaseIterable, Sendable { case table, csv, json, parquet, arrow }

    @Argument(help: "The SQL, - for standard input, or @NAME for a saved query.")
    var sql: String

    @Option(help: "How to print: table, csv, json, parquet or arrow (a stream).")
    var format: Format = .table

    @Flag(help: "Of CSV for a spreadsheet: mark what it would take for a formula as text, with ' before it.")
    var safeCSV = false

    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.")
    var output: String?

    @Option(help: "Rows at most. (default: all; 1000 for a table)")
    var limit: Int?

    @Option(help: "Open personal values for this purpose, with a grant for it; it is written down.")
    var purpose: String?

    @Option(
        name: .customLong("set"),
        help:
            "A value for a parameter: least=10, or least:BIGINT=10 to say its type. Once for each; of ? the names are 1, 2 …"
    )
    var arguments: [QuerySetting] = []

    @Option(name: .customLong("set-null"), help: "A parameter whose value is null.")
    var nulls: [String] = []

    @Flag(help: "Only say which columns it gives and which parameters it has.")
    var describe = false

    @OptionGroup var connection: ConnectionOptions

    private static let tableRows = 1000

    func validate() throws {
        if safeCSV, format != .csv { throw ValidationError("--safe-csv is for --format csv.") }
        if let limit, limit < 0 { throw ValidationError("--limit is negative.") }
        if format == .parquet || format == .arrow, output == nil, Terminal.outputIsTerminal {
            throw ValidationError("Bytes of \(format.rawValue) are not for a terminal; add --output FILE.")
        }
    }

    func run() async throws {
        let text = sql == "-" ? Self.standardInput() : sql
        // One row more than shown tells whether there are more.
        let rows = format == .table ? min(limit ?? Self.tableRows, .max - 1) + 1 : limit
        let written = format == .table ? "csv" : safeCSV ? "safe-csv" : format.rawValue
        let request = QueryRequest(
            sql: text, format: written, limit: rows, purpose: purpose,
            arguments: arguments.map(\.argument) + nulls.map { QueryArgument(name: $0, value: nil) })
        if describe { return try await printDescription(of: text) }
        let file = try output.map { try OutputFile(path: $0) }
        if format == .table {
            let collected = Mutex<[UInt8]>([])
            try await connection.withClient { client in
                try await Self.ask(request, client) { chunk in collected.withLock { $0 += chunk } }
            }
            try printTable(collected.withLock { $0 }, to: file)
        } else {
            try await connection.withClient { client in
                try await Self.ask(request, client) { chunk in
                    try file.map { try $0.write(chunk) } ?? Terminal.write(chunk)
                }
            }
        }
        try file?.finish()
    }

    /// `@top_tracks` is a saved query; no SQL begins so.
    private static func ask(
        _ request: QueryRequest, _ client: APIClient, receive: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        guard request.sql.hasPrefix("@") else { return try await client.query(request, receive: receive) }
        let saved = SavedQueryRequest(
            format: request.format, limit: request.limit, purpose: request.purpose, arguments: request.arguments)
        try await client.runSaved(String(request.sql.dropFirst()), saved, receive: receive)
    }

    private func printDescription(of text: String) async throws {
        let typed = arguments.map(\.argument)
        let found = try await connection.withClient { client in
            guard text.hasPrefix("@") else {
                return try await client.describe(QueryRequest(sql: text, format: "csv", arguments: typed))
            }
            let saved = try await client.savedQuery(named: String(text.dropFirst()))
            let types = saved.parameters.map { QueryArgument(name: $0.name, value: nil, type: $0.type) }
            return try await client.describe(QueryRequest(sql: saved.sql, format: "csv", arguments: types))
        }
        let rows =
            found.parameters.map { ["parameter", "$" + $0.name, $0.type ?? ""] }
            + found.columns.map { ["column", $0.name, $0.type] }
        try Terminal.write(TextTable(["KIND", "NAME", "TYPE"], rows: rows).aligned)
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
            Terminal.printError(
                "basin: These are the first \(Figures.count(shown, "row")); --limit or --format csv gives more.")
        }
    }

    private static func standardInput() -> String {
        var text = ""
        while let line = readLine(strippingNewline: false) { text += line }
        return text
    }
}
