/// The way by which somebody read a dataset.
package enum ReadWay: String, Sendable, Codable, CaseIterable {
    case query, stream, live, iceberg
    /// A run of another dataset. What nobody reads reads for nobody.
    case pipeline

    /// Somebody outside the platform had it.
    package var isOfPeople: Bool { self != .pipeline }
}
