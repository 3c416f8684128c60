package import BasinCore
package import BasinMetastore

/// What somebody looks for.
package struct SearchQuestion: Sendable {
    package var text: String
    /// Of each kind of choice, any of those named; nothing named: all.
    package var kinds: [CatalogEntry.Kind]
    package var owners: [String]
    package var tiers: [Tier]
    package var classifications: [Classification]
    /// Values by the name of a tag, all of which it must have.
    package var tags: [String: String]
    package var freshness: [Freshness]
    /// Only what is certified.
    package var isCertified: Bool
    /// 1...100.
    package var limit: Int

    package init(
        _ text: String, kinds: [CatalogEntry.Kind] = [], owners: [String] = [], tiers: [Tier] = [],
        classifications: [Classification] = [], tags: [String: String] = [:], freshness: [Freshness] = [],
        isCertified: Bool = false, limit: Int = 20
    ) {
        self.text = text
        self.kinds = kinds
        self.owners = owners
        self.tiers = tiers
        self.classifications = classifications
        self.tags = tags
        self.freshness = freshness
        self.isCertified = isCertified
        self.limit = limit
    }

    var facets: [[CatalogFacet]] {
        [
            kinds.map(CatalogFacet.kind), owners.map(CatalogFacet.owner), tiers.map(CatalogFacet.tier),
            classifications.map(CatalogFacet.classification),
        ].filter { !$0.isEmpty } + tags.sorted { $0.key < $1.key }.map { [CatalogFacet.tag($0.key, $0.value)] }
            + (isCertified ? [[.complete]] : [])
    }

    /// Of an entry that the text index did not choose. What that alone knows is not asked again: tags, completeness.
    func allows(_ entry: RankedEntry) -> Bool {
        (kinds.isEmpty || kinds.contains(entry.kind)) && (owners.isEmpty || owners.contains(entry.owner))
            && (tiers.isEmpty || entry.tier.map(tiers.contains) ?? false)
            && (classifications.isEmpty || entry.classification.map(classifications.contains) ?? false)
    }
}
