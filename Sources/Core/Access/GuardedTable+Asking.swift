/// What is said to who gives, or asks for, what would be worth nothing.
extension GuardedTable {
    /// A grant that opens values is for a purpose that opens some of them now. Where SQL copied values, each is asked where
    /// it is from, so that nobody can say beforehand what opens.
    /// - Throws: `.invalid`, with the purposes that there are, where every field that the grant is for names others.
    package func requireUse(of purpose: String, opening classification: Classification) throws {
        guard classification.isSealed else { return }
        let reached = columns.filter { $0.isSealed && ($0.purposes == nil || $0.classification <= classification) }
        let named = reached.compactMap(\.purposes).filter { !$0.isEmpty && !$0.contains(purpose) }
        guard !reached.isEmpty, named.count == reached.count else { return }
        let known = Set(named.flatMap(\.self)).sorted().joined(separator: ", ")
        throw BasinError(
            .invalid,
            "No field of \(name) opens for the purpose \(purpose.prefix(63)), so such a grant would open nothing. Its fields name: "
                + "\(known.prefix(400)).")
    }

    /// - Parameter grants: any; only those that are good and for them count, and that last as long as is asked for, to the day.
    /// - Throws: `.conflict`, with the reason, where the person reads all that the request is for without it.
    package func requireNeed(
        of request: AccessRequest, by principal: Principal, _ grants: some Sequence<Grant>, at now: Timestamp
    ) throws {
        let lasting = grants.filter { $0.until + .seconds(86_400) >= now + .seconds(Int64(request.days) * 86_400) }
        guard principal.may(.query), let reading = self.reading(of: principal, lasting, for: request.purpose, at: now),
            reading.isWhole
        else { return }
        let why: String
        if request.classification.isSealed, columns.contains(where: \.isSealed) {
            guard reading.opens >= request.classification else { return }
            why = "a grant for the purpose \(request.purpose) opens \(reading.opens.rawValue) values; name it with the query"
        } else if principal.teams.contains(owner) {
            why = "\(owner) owns it, and its people read every row"
        } else if principal.may(.administer) {
            why = "whoever administers reads every row"
        } else if access.isRestricted {
            why = "a grant lets in as long as is asked for"
        } else {
            why = "whoever may query reads every row of it"
        }
        throw BasinError(.conflict, "\(principal.name) has already what this asks of \(name): \(why). Nothing was asked.")
    }
}
