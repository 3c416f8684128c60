package import BasinCore

/// What entries can be chosen by. It stands in the text index as a word, so that choosing costs no more than finding.
package enum CatalogFacet: Sendable, Hashable {
    case kind(CatalogEntry.Kind)
    case owner(String)
    case tier(Tier)
    case classification(Classification)
    case tag(String, String)
    /// Its definition lacks nothing that a certified dataset has.
    case complete

    /// Letters and digits alone: the index would cut anything else in two. Nothing that people write looks like it.
    var word: String {
        switch self {
        case .kind(let kind): "facetkind" + kind.rawValue
        case .owner(let owner): "facetowner" + Self.letters(owner)
        case .tier(let tier): "facettier" + tier.rawValue
        case .classification(let classification): "facetclassification" + classification.rawValue
        case .tag(let name, let value): "facettag" + Self.letters(name) + "g" + Self.letters(value)
        case .complete: "facetcomplete"
        }
    }

    private static func letters(_ text: String) -> String { text.utf8.map { String($0, radix: 16) }.joined() }
}
