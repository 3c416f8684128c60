package import BasinEngines

/// How a query ended that did not fail.
package enum QueryOutcome: Sendable, Hashable, Codable {
    case ran(QuerySummary)
    /// Of `QueryOutput.shape`.
    case described(QueryShape)
}
