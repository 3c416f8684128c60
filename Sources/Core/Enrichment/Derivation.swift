/// How Basin fills in a field that no client sends.
package struct Derivation: Sendable, Hashable, Codable {
    package var value: DerivedValue
    /// Names of the type's fields that it is made of; none for what is made of the envelope. Of a referrer the second,
    /// if any, is the page itself.
    package var sources: [String]
    /// Why it says less about a person than what it is made of.
    package var declassified: String?

    package init(_ value: DerivedValue, sources: [String], declassified: String? = nil) {
        self.value = value
        self.sources = sources
        self.declassified = declassified
    }
}
