package import BasinWire

/// What stands in the SQL workspace: what is asked, and what came of it.
package struct Workspace: Sendable {
    /// A value that the query takes.
    package struct Parameter: Sendable, Equatable {
        package var name: String
        package var type: String?
        /// What was given, or what it is when nothing is; nil: nothing yet.
        package var value: String?
        package var description: String?
        /// All that it may be; empty for anything of its type.
        package var choices: [String]

        package init(_ name: String, type: String? = nil, value: String? = nil, description: String? = nil, choices: [String] = []) {
            self.name = name
            self.type = type
            self.value = value
            self.description = description
            self.choices = choices
        }
    }

    package enum Outcome: Sendable {
        /// It was not run.
        case none
        /// It was not run, because it takes values.
        case asksForValues
        /// The sentence says why.
        case failed(String)
        case rows(QueryRows)
    }

    package var sql: String
    /// What personal values are opened for; empty: for nothing.
    package var purpose: String
    package var parameters: [Parameter]
    package var saved: SavedQuerySummary?
    package var outcome: Outcome
    /// The columns and the kind of the chart that was asked for.
    package var chart: ChartChoice

    package init(
        sql: String = "", purpose: String = "", parameters: [Parameter] = [], saved: SavedQuerySummary? = nil,
        outcome: Outcome = .none, chart: ChartChoice = ChartChoice()
    ) {
        self.sql = sql
        self.purpose = purpose
        self.parameters = parameters
        self.saved = saved
        self.outcome = outcome
        self.chart = chart
    }

    /// Rows that a page shows, and those that it shows where a script asks.
    package static let shownRows = 200
    package static let mostRows = 1000
    /// Before the name of a parameter, in the name of its field.
    package static let valuePrefix = "value."
    package static let formats: [(value: String, title: String)] = [
        ("safe-csv", "CSV for spreadsheets"), ("csv", "CSV, values as they are"), ("json", "JSON"),
        ("parquet", "Parquet"), ("arrow", "Arrow stream"),
    ]
}
