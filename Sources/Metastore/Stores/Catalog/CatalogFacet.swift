package import BasinCore

/// What entries can be chosen by. It stands in the text index as a word, so that choosing costs no more than finding.
package enum CatalogFacet: Sendable, Hashable {
    case kind(CatalogEntry.Kind)
    case owner(String)
    case tier(Tier)
    case classification(Classification)
    case tag(String, String)
    /// It, or a column of it, is about this term.
    case term(String)
    /// It is about this term as a whole.
    case whole(term: String)
    /// This column of it is about this term.
    case column(term: String, column: String)
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
        case .term(let term): "facetterm" + Self.letters(term)
        case .whole(let term): "facetwhole" + Self.letters(term)
        case .column(let term, let column): Self.columns(ofTerm: term) + Self.letters(column)
        case .complete: "facetcomplete"
        }
    }

    /// How words of columns that are about a term begin; then the column's letters follow.
    static func columns(ofTerm term: String) -> String { "facetcolumn" + letters(term) + "g" }

    /// What `letters` wrote; nil for anything else.
    static func text(ofLetters letters: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = letters.utf8[...]
        while !rest.isEmpty {
            guard rest.count > 1, let byte = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func letters(_ text: String) -> String {
        text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
