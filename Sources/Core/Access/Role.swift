/// What an account is for. An account may have several roles; what it may do is everything that one of them may.
///
/// No role opens personal values: that takes a `Grant`, with a purpose and an end.
package enum Role: String, Sendable, Codable, CaseIterable {
    case viewer, analyst, developer, steward, auditor, admin

    package var permissions: Set<Permission> {
        switch self {
        case .viewer: [.find]
        case .analyst: [.find, .query]
        case .developer: [.find, .query, .develop]
        case .steward: [.find, .govern]
        case .auditor: [.find, .audit]
        case .admin: Set(Permission.allCases)
        }
    }
}
