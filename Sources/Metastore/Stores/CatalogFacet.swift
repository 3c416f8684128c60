package import BasinCore

/// What entries can be chosen by. It stands in the text index as a word, so that choosing costs no more than finding.
package enum CatalogFacet: Sendable, Hashable {
    case kind(CatalogEntry.Kind)
    case owner(String)
    case tier(Tier)
    case classification(Classification)

    /// Letters and digits alone: the index would cut anything else in two. Nothing that people write looks like it.
    var word: String {
        switch self {
        case .kind(let kind): "facetkind" + kind.rawValue
        case .owner(let owner): "facetowner" + owner.utf8.map { String($0, radix: 16) }.joined()
        case .tier(let tier): "facettier" + tier.rawValue
        case .classification(let classification): "facetclassification" + classification.rawValue
        }
    }
}
