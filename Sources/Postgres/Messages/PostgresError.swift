package import BasinCore

/// An error as a client of PostgreSQL understands it.
package struct PostgresError: Error, Sendable, Equatable {
    package enum Severity: String, Sendable {
        case error = "ERROR"
        /// The connection ends after it.
        case fatal = "FATAL"
    }

    /// Five characters of PostgreSQL's appendix A, on which programs branch.
    package var state: String
    /// A whole sentence for the person.
    package var message: String
    package var severity: Severity

    package init(_ state: String, _ message: String, severity: Severity = .error) {
        self.state = state
        self.message = message
        self.severity = severity
    }

    /// What cannot be understood; nothing that follows can either.
    package static func protocolViolation(_ message: String) -> PostgresError {
        PostgresError("08P01", message, severity: .fatal)
    }
    package static func unsupported(_ message: String) -> PostgresError { PostgresError("0A000", message) }
    package static let stopping = PostgresError(
        "57P01", "Basin is stopping; connect again in a moment.", severity: .fatal)
    package static let cancelled = PostgresError("57014", "The query was cancelled.")

    /// The same error for a client of PostgreSQL. Why a person's SQL failed is known by how its sentence begins; a new
    /// sentence is an ordinary 42000.
    package init(_ error: BasinError) {
        let state =
            switch error.code {
            case .query: Self.state(ofQuery: error.message)
            case .unauthorized: "28000"
            case .forbidden: "42501"
            case .notFound, .gone: "42704"
            case .invalid, .definition: "22023"
            case .conflict: "55000"
            case .tooLarge: "54000"
            case .unavailable, .rateLimited: "53300"
            case .damaged: "XX001"
            default: "58000"
            }
        self.init(state, error.message, severity: error.code == .unauthorized ? .fatal : .error)
    }

    private static func state(ofQuery message: String) -> String {
        let states = [
            ("The SQL cannot be read", "42601"), ("Only one SELECT", "0A000"), ("Parser Error", "42601"),
            ("There is no dataset named", "42P01"), ("Catalog Error: Table", "42P01"),
            ("Catalog Error: Scalar Function", "42883"),
            ("Binder Error: Referenced column", "42703"), ("Binder Error: Referenced table", "42P01"),
            ("Binder Error: Table", "42703"), ("Binder Error: No function matches", "42883"),
            ("Conversion Error", "22P02"), ("Invalid Input Error", "22023"), ("Out of Range Error", "22003"),
            ("The argument $", "22P02"), ("The query was cancelled", "57014"), ("The client stopped reading", "57014"),
            ("The query took longer", "57014"),
            ("The query needs more memory", "53200"), ("The SQL is longer", "54000"),
            ("A row of the result", "54000"), ("The answer about the catalog", "54000"), ("The SQL is nested", "54001"),
        ]
        return states.first { message.hasPrefix($0.0) }?.1 ?? "42000"
    }
}
