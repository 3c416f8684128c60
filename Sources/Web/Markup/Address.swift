import BasinCore

/// The address of a page of this server: a path of segments and a query, percent-encoded, so that a name cannot be a path.
package struct Address: Sendable, Equatable, ExpressibleByStringLiteral {
    /// `/datasets/song_played?tab=schema`. To be put into an attribute as any text.
    package private(set) var text: String
    private var hasQuery = false

    /// A path that is written in the program, or a place on the page (`#id`). One segment written alone is taken for this, too:
    /// `Address("sql")` is `/sql`.
    package init(stringLiteral value: String) {
        text = value.hasPrefix("/") || value.hasPrefix("#") ? value : "/" + value
        hasQuery = value.contains("?")
    }

    /// - Parameter segments: of the path, as they are.
    package init(_ segments: String...) {
        text = segments.map { "/" + PercentCoding.encode($0) }.joined()
    }

    /// With one more item in its query; the same where the value is nil.
    package func with(_ name: String, _ value: String?) -> Address {
        guard let value else { return self }
        var next = self
        next.text += (hasQuery ? "&" : "?") + PercentCoding.encode(name) + "=" + PercentCoding.encode(value)
        next.hasQuery = true
        return next
    }

    package static func dataset(_ name: String) -> Address { Address("datasets", name) }
    package static func eventType(_ name: String) -> Address { Address("events", name) }
    package static func run(_ id: Int) -> Address { Address("runs", String(id)) }
    package static func team(_ name: String) -> Address { Address("teams", name) }
    package static func person(_ name: String) -> Address { Address("people", name) }
    package static func term(_ name: String) -> Address { Address("glossary", name) }

    /// The page of what a search, lineage or history names; nil for what has none.
    /// - Parameter kind: `event`, `dataset`, `team`, `source`, `term`, `person`, `query` or `external`.
    package static func page(kind: String, name: String) -> Address? {
        switch kind {
        case "event", "dataset", "pipeline": .dataset(name)
        case "team": .team(name)
        case "source": Address("sources", name)
        case "term": .term(name)
        case "person": .person(name)
        case "query": Address("sql").with("saved", name)
        default: nil
        }
    }
}
