/// One line of a plan: what an apply does to one object, and why.
package struct Change: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case new, changed, renamed, removed
        /// Refused: what is stored, or clients that send, would break. `details` say what to do instead.
        case breaking
        case unchanged
    }

    package enum Object: Sendable, Hashable, CustomStringConvertible {
        case team(String)
        case pool(String)
        case event(String)
        case dataset(String)
        case source(String)
        case query(String)

        /// `event song_played`
        package var description: String {
            switch self {
            case .team(let name): "team \(name)"
            case .pool(let name): "pool \(name)"
            case .event(let name): "event \(name)"
            case .dataset(let name): "dataset \(name)"
            case .source(let name): "source \(name)"
            case .query(let name): "query \(name)"
            }
        }
    }

    package var object: Object
    package var kind: Kind
    /// The schema version after the apply; nil for teams and pools. The same as before when only other things change.
    package var version: Int?
    /// A whole sentence each.
    package var details: [String]

    package init(object: Object, kind: Kind, version: Int? = nil, details: [String] = []) {
        self.object = object
        self.kind = kind
        self.version = version
        self.details = details
    }
}

extension Change {
    /// What others name comes first: teams, pools, event types, datasets, sources, queries; then by name.
    var order: String {
        switch object {
        case .team(let name): "0\(name)"
        case .pool(let name): "1\(name)"
        case .event(let name): "2\(name)"
        case .dataset(let name): "3\(name)"
        case .source(let name): "4\(name)"
        case .query(let name): "5\(name)"
        }
    }
}
