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
        case event(String)

        /// `event song_played`
        package var description: String {
            switch self {
            case .team(let name): "team \(name)"
            case .event(let name): "event \(name)"
            }
        }
    }

    package var object: Object
    package var kind: Kind
    /// The schema version after the apply; nil for teams. The same as before when only other things change.
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
