package import BasinWire

/// The pages of one dataset.
package enum DatasetTab: String, Sendable, CaseIterable {
    case overview, schema, partitions, profile, sample, lineage, checks, usage, history, access, read

    package var title: String {
        switch self {
        case .overview: "Overview"
        case .schema: "Schema"
        case .partitions: "Partitions"
        case .profile: "Profile"
        case .sample: "Sample"
        case .lineage: "Lineage"
        case .checks: "Checks"
        case .usage: "Usage"
        case .history: "History"
        case .access: "Access"
        case .read: "How to read"
        }
    }

    /// Where it is, of the dataset of a name.
    package func address(_ name: String) -> Address {
        self == .overview ? .dataset(name) : Address("datasets", name, rawValue)
    }

    /// Those that a dataset has: an event type has no checks of its own.
    package static func all(of summary: DatasetSummary) -> [DatasetTab] {
        allCases.filter { $0 != .checks || summary.kind != "event" }
    }
}
