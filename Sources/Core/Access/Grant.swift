/// Leave to read more than everybody may: given by somebody, for a purpose, until a time.
package struct Grant: Sendable, Hashable {
    package enum Grantee: Sendable, Hashable {
        case account(String)
        case team(String)

        package var name: String {
            switch self {
            case .account(let name), .team(let name): name
            }
        }
    }

    package var id: Int64
    package var grantee: Grantee
    /// Nil: of every dataset. Such a grant opens values, and no restricted dataset.
    package var datasetID: UInt32?
    /// The strictest classification whose values it opens; `none` lets in and opens nothing.
    package var classification: Classification
    /// What the values are opened for. A field that names purposes opens for these only.
    package var purpose: String
    package var reason: String?
    package var grantedBy: String
    package var grantedAt: Timestamp
    package var until: Timestamp
    package var revokedAt: Timestamp?
    package var revokedBy: String?

    package init(
        id: Int64 = 0, grantee: Grantee, datasetID: UInt32?, classification: Classification, purpose: String,
        reason: String? = nil, grantedBy: String, grantedAt: Timestamp, until: Timestamp, revokedAt: Timestamp? = nil,
        revokedBy: String? = nil
    ) {
        self.id = id
        self.grantee = grantee
        self.datasetID = datasetID
        self.classification = classification
        self.purpose = purpose
        self.reason = reason
        self.grantedBy = grantedBy
        self.grantedAt = grantedAt
        self.until = until
        self.revokedAt = revokedAt
        self.revokedBy = revokedBy
    }

    package func isGood(at now: Timestamp) -> Bool { revokedAt == nil && grantedAt <= now && now < until }

    package func isFor(_ principal: Principal) -> Bool {
        switch grantee {
        case .account(let name): name == principal.name
        case .team(let name): principal.teams.contains(name)
        }
    }
}
