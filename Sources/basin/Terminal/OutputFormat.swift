import ArgumentParser
import BasinWire

/// How a command prints a table.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table, json, csv

    /// `json` prints `value` as the API would send it; the others print the table.
    func print(_ value: some Encodable, as table: TextTable) throws {
        switch self {
        case .table: try Terminal.write(table.aligned)
        case .csv: try Terminal.write(table.csv)
        case .json: try Terminal.write(WireJSON.encode(value) + Array("\n".utf8))
        }
    }
}
