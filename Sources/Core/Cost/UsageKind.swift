/// What the platform did when something was used.
package enum UsageKind: String, Sendable, Codable, CaseIterable {
    /// A pipeline's run, whatever came of it.
    case run
    /// SQL of people, and all that runs as such.
    case query
    /// Events and imported records that were delivered.
    case collect
    /// Files of the current content, day by day.
    case storage
    /// The server itself, beside queries: intake, delivery, the doors. Of no dataset.
    case server
}
