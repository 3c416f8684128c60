package import BasinCore

/// One thing that people look for: its text, and what they choose it by.
package struct CatalogEntry: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case event, dataset, team, source, term, person, query
        /// A dataset of others, known from what they told of their lineage.
        case external
    }

    package enum Standing: String, Sendable {
        case live
        /// Something else should be sent or read.
        case deprecated
        /// Its definition is gone; what is stored stays for its time.
        case removed
    }

    package var kind: Kind
    /// Of an event type or a dataset its id, of a dataset of others too, of anything else its name.
    package var object: String
    package var name: String
    package var owner: String
    package var tier: Tier?
    /// The strictest of its fields.
    package var classification: Classification?
    package var description: String
    /// Names of its columns, those inside structs as paths.
    package var columns: [String]
    /// Who has to do with it.
    package var people: String
    /// What else is said about it.
    package var text: String
    /// 0...511: what its definition says for it, before anybody used it.
    package var worth: Int
    package var standing: Standing
    /// Values by the name of a tag.
    package var tags: [String: String]
    /// Terms of the glossary that the whole is about.
    package var terms: [String]
    /// The term that a column is about, by the column.
    package var columnTerms: [String: String]
    /// Its definition lacks nothing that a certified dataset has.
    package var isComplete: Bool

    package init(
        kind: Kind, object: String, name: String, owner: String, tier: Tier? = nil,
        classification: Classification? = nil,
        description: String, columns: [String] = [], people: String, text: String, worth: Int,
        standing: Standing = .live, tags: [String: String] = [:], terms: [String] = [],
        columnTerms: [String: String] = [:], isComplete: Bool = false
    ) {
        self.kind = kind
        self.object = object
        self.name = name
        self.owner = owner
        self.tier = tier
        self.classification = classification
        self.description = description
        self.columns = columns
        self.people = people
        self.text = text
        self.worth = worth
        self.standing = standing
        self.tags = tags
        self.terms = terms
        self.columnTerms = columnTerms
        self.isComplete = isComplete
    }

    /// Words of the text index by which it can be chosen.
    var facets: [CatalogFacet] {
        [.kind(kind), .owner(owner)] + (tier.map { [.tier($0)] } ?? [])
            + (classification.map { [.classification($0)] } ?? [])
            + tags.sorted { $0.key < $1.key }.map { .tag($0.key, $0.value) } + (isComplete ? [.complete] : [])
            + termFacets
    }

    private var termFacets: [CatalogFacet] {
        guard standing != .removed else { return [] }
        return Set(terms + columnTerms.values).sorted().map { .term($0) } + terms.map { .whole(term: $0) }
            + columnTerms.sorted { $0.key < $1.key }.map { .column(term: $0.value, column: $0.key) }
    }
}
