import BasinCore

/// The places that the navigation leads to.
package enum Place: String, Sendable, CaseIterable {
    case home, search, events, runs, sql, people, audit, cost, settings

    var title: String {
        switch self {
        case .home: "Home"
        case .search: "Data"
        case .events: "Events"
        case .runs: "Runs"
        case .sql: "SQL"
        case .people: "People & access"
        case .audit: "Audit"
        case .cost: "Cost"
        case .settings: "Settings"
        }
    }

    var address: Address {
        switch self {
        case .home: "/"
        default: Address(rawValue)
        }
    }

    /// What one must be allowed to, to find anything there.
    var permission: Permission {
        switch self {
        case .sql: .query
        case .audit: .audit
        default: .find
        }
    }
}
