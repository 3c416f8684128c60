package import BasinCore

/// An event of OpenLineage (spec 2.0.2), read and checked. The three kinds are told apart by their shape.
package struct OpenLineageEvent: Sendable {
    package enum Kind: String, Sendable {
        case run, job, dataset
    }

    /// A dataset that the event speaks of.
    package struct Use: Sendable {
        package var name: LineageName
        package var isOutput: Bool
        package var facets: [String: JSONTree]
    }

    package var kind: Kind
    /// When it happened, as its sender says.
    package var at: Timestamp
    /// In lower case; of a run event only.
    package var runID: String?
    package var step: ForeignRunState.Step?
    /// Of run and job events.
    package var job: LineageName?
    package var runFacets: [String: JSONTree] = [:]
    package var jobFacets: [String: JSONTree] = [:]
    package var uses: [Use] = []
    /// The event as it came, what is not known here included; keys sorted.
    package var text: String

    /// Bytes at most of one event as it is kept.
    package static let mostBytes = 1 << 20
}
