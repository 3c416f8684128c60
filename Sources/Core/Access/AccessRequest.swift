/// Somebody asks to read more.
package struct AccessRequest: Sendable, Hashable {
    package enum State: String, Sendable, Codable, CaseIterable { case open, approved, refused, withdrawn }

    package var id: Int64
    package var account: String
    package var datasetID: UInt32
    package var classification: Classification
    package var purpose: String
    package var reason: String
    /// How long it is wanted for.
    package var days: Int
    package var askedAt: Timestamp
    package var state: State
    package var decidedBy: String?
    package var decidedAt: Timestamp?
    /// What was said to it.
    package var answer: String?
    /// What an approval gave.
    package var grantID: Int64?

    package init(
        id: Int64 = 0, account: String, datasetID: UInt32, classification: Classification, purpose: String, reason: String,
        days: Int, askedAt: Timestamp, state: State = .open, decidedBy: String? = nil, decidedAt: Timestamp? = nil,
        answer: String? = nil, grantID: Int64? = nil
    ) {
        self.id = id
        self.account = account
        self.datasetID = datasetID
        self.classification = classification
        self.purpose = purpose
        self.reason = reason
        self.days = days
        self.askedAt = askedAt
        self.state = state
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.answer = answer
        self.grantID = grantID
    }

    /// - Throws: `.conflict` when it was decided or taken back, with by whom: two may be at it at once.
    package func requireOpen() throws {
        guard state != .open else { return }
        let who = decidedBy.map { " by \($0)" } ?? ""
        throw BasinError(.conflict, "Request \(id) was \(state.rawValue)\(who) already; ask again, or give a grant.")
    }

    /// - Throws: `.forbidden` unless the person may decide it: somebody else than who asks, of the dataset's owner or
    ///   who may read it themselves, or with leave to govern. `.conflict` when it is decided.
    package func requireDecision(by principal: Principal, owner: String) throws {
        try requireOpen()
        guard principal.name != account else {
            throw BasinError(.forbidden, "Nobody decides a request of their own; \(owner) or a steward does.")
        }
        guard principal.teams.contains(owner) && principal.may(.query) || principal.may(.govern) else {
            throw BasinError(.forbidden, "Only people of \(owner), who own the dataset, and stewards decide request \(id).")
        }
    }
}
