/// Whose deadline is met first when not all can be.
package enum Tier: String, Sendable, Codable, CaseIterable {
    case high, normal, low
}
