/// The keys with which an issuer signs (RFC 7517).
package struct PublicKeySet: Sendable {
    private struct Entry: Sendable {
        var id: String?
        var key: PublicKey
    }
    private var entries: [Entry] = []
    private static let most = 100

    package init() {}

    /// Nil for what is no key set, has more than a hundred keys, or two of one id. Keys of other kinds, and weak ones, are
    /// left out: issuers publish them beside those that they sign with.
    package init?(_ document: [UInt8]) {
        guard case .array(let keys)? = StrictJSON.read(document)?["keys"], keys.count <= Self.most else { return nil }
        var ids: Set<[UInt8]> = []
        for jwk in keys {
            let id = jwk["kid"]
            if let id {
                guard let text = id.text, ids.insert(Array(text.utf8)).inserted else { return nil }
            }
            if let key = PublicKey(jwk) { entries.append(Entry(id: id?.text, key: key)) }
        }
    }

    package var isEmpty: Bool { entries.isEmpty }

    /// The key of that id; without one, the only key that there is for the algorithm.
    func key(_ id: String?, for algorithm: SignatureAlgorithm) -> PublicKey? {
        guard let id else {
            let fitting = entries.filter { $0.key.algorithm == algorithm }
            return fitting.count == 1 ? fitting.first?.key : nil
        }
        return entries.first { $0.id.map { $0.utf8.elementsEqual(id.utf8) } ?? false }?.key
    }
}
