/// One kind of enrichment, by its key in `enrich`.
package enum Enrichment: String, Sendable, Codable, CaseIterable {
    case userAgent = "user_agent"
    case referrer
    case campaign
    /// Adds nothing: of the addresses only the network is kept.
    case address = "ip"
    case geo
    case clockSkew = "clock_skew"

    /// The columns that it adds, in order.
    package var values: [DerivedValue] { DerivedValue.allCases.filter { $0.enrichment == self } }
}
