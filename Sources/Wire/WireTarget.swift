import BasinCore

/// A path and a query built from parts, each percent-encoded, so that no name can change the route it goes to.
package struct WireTarget: Sendable {
    package var segments: [String]
    package var query: [(name: String, value: String)]

    package init(_ segments: String..., query: [(name: String, value: String?)] = []) {
        self.segments = segments
        self.query = query.compactMap { item in item.value.map { (item.name, $0) } }
    }

    /// `/api/v1/types/song_played/hours?from=2018-11-01`.
    package var path: String {
        let path = "/" + segments.map(PercentCoding.encode).joined(separator: "/")
        guard !query.isEmpty else { return path }
        let items = query.map { PercentCoding.encode($0.name) + "=" + PercentCoding.encode($0.value) }
        return path + "?" + items.joined(separator: "&")
    }
}
