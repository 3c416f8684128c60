package import BasinCore

/// An entry of the catalog with its rank among all.
package struct RankedEntry: Sendable {
    package var kind: CatalogEntry.Kind
    package var object: String
    package var name: String
    package var owner: String
    package var tier: Tier?
    package var classification: Classification?
    package var description: String
    package var standing: CatalogEntry.Standing
    /// Names, with spaces between them.
    package var columns: String
    package var people: String
    /// Queries of the last 30 days that named it.
    package var uses: Int
    /// 0...1023, the best 1023.
    package var rank: Int

    package init(
        kind: CatalogEntry.Kind, object: String, name: String, owner: String, tier: Tier? = nil,
        classification: Classification? = nil, description: String, standing: CatalogEntry.Standing = .live,
        columns: String = "", people: String, uses: Int, rank: Int
    ) {
        self.kind = kind
        self.object = object
        self.name = name
        self.owner = owner
        self.tier = tier
        self.classification = classification
        self.description = description
        self.standing = standing
        self.columns = columns
        self.people = people
        self.uses = uses
        self.rank = rank
    }

    /// Of an event type or a dataset, which share one sequence of ids.
    package var datasetID: UInt32? { kind == .event || kind == .dataset ? UInt32(object) : nil }
}
