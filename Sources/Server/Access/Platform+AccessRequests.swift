import BasinCore
import BasinMetastore
import BasinWire

/// Who asks to read what, and who decides.
extension Platform {
    static func summary(
        _ request: AccessRequest, _ tables: [UInt32: (name: String, owner: String)]
    ) -> AccessRequestSummary {
        let table = tables[request.datasetID]
        return AccessRequestSummary(
            id: Int(request.id), account: request.account, dataset: table?.name ?? "#\(request.datasetID)",
            owner: table?.owner ?? "-", classification: request.classification.rawValue, purpose: request.purpose,
            reason: request.reason, days: request.days, askedAt: request.askedAt.description,
            state: request.state.rawValue, decidedBy: request.decidedBy, decidedAt: request.decidedAt?.description,
            answer: request.answer,
            grant: request.grantID.map { Int($0) })
    }

    /// What the datasets are called that the requests are for, and who owns them.
    private static func tables(
        of requests: [AccessRequest], _ snapshot: BasinMetastore.Snapshot
    ) throws -> [UInt32: (name: String, owner: String)] {
        try snapshot.datasetHeads(Set(requests.map(\.datasetID)).sorted()).mapValues { ($0.name, $0.owner) }
    }

    func accessRequest(_ id: Int64, for person: Principal) async throws -> AccessRequestSummary {
        try await read { snapshot in
            let found = try snapshot.accessRequest(id: id)
            let tables = try Self.tables(of: found.map { [$0] } ?? [], snapshot)
            // The same answer for what is not there and what is none of theirs.
            guard let found, Self.sees(person, found, tables) else {
                throw BasinError(.notFound, "There is no request \(id) of yours or of your teams.")
            }
            return Self.summary(found, tables)
        }
    }

    private static func sees(
        _ person: Principal, _ request: AccessRequest, _ tables: [UInt32: (name: String, owner: String)]
    ) -> Bool {
        person.may(.govern) || person.may(.audit) || request.account == person.name
            || tables[request.datasetID].map { person.teams.contains($0.owner) } ?? false
    }

    func accessRequests(_ word: String?, for person: Principal) async throws -> [AccessRequestSummary] {
        let state = try word.map { word in
            guard let state = AccessRequest.State(rawValue: word) else {
                throw BasinError(.invalid, "`state` is none of open, approved, refused, withdrawn.")
            }
            return state
        }
        return try await read { snapshot in
            let requests = try snapshot.accessRequests(in: state)
            let tables = try Self.tables(of: requests, snapshot)
            return requests.filter { Self.sees(person, $0, tables) }.map { Self.summary($0, tables) }
        }
    }

    func ask(_ form: AccessRequestForm, by person: Principal) async throws -> AccessRequestSummary {
        let classification = try Self.classification(form.classification)
        let days = form.days ?? 30
        try Self.check(purpose: form.purpose, days: days, reason: form.reason)
        guard !form.reason.allSatisfy(\.isWhitespace) else {
            throw BasinError(.invalid, "Say why: whoever decides knows nothing else of it.")
        }
        let now = clock.now()
        return try await BlockingThreads.shared.run { [metastore] in
            try metastore.write { transaction in
                let table = try Self.requireTable(form.dataset, transaction.snapshot)
                try table.requireUse(of: form.purpose, opening: classification)
                var request = AccessRequest(
                    account: person.name, datasetID: table.id, classification: classification, purpose: form.purpose,
                    reason: form.reason, days: days, askedAt: now)
                try table.requireNeed(
                    of: request, by: person, transaction.snapshot.grants(for: person, at: now), at: now)
                request.id = try transaction.add(request)
                return Self.summary(request, [table.id: (table.name, table.owner)])
            }
        }
    }

    /// - Parameter decision: `approve`, `refuse` or `withdraw`.
    func decide(
        _ id: Int64, _ decision: String, _ answer: String?, by person: Principal
    ) async throws -> AccessRequestSummary {
        guard answer?.utf8.count ?? 0 <= Self.longestAccessReason else {
            throw BasinError(.invalid, "The answer is longer than \(Self.longestAccessReason) bytes; shorten it.")
        }
        let now = clock.now()
        return try await BlockingThreads.shared.run { [metastore] in
            try metastore.write { transaction in
                let found = try transaction.snapshot.accessRequest(id: id)
                let table = try found.flatMap { try Self.guardedTable(id: $0.datasetID, in: transaction.snapshot) }
                let decides = person.may(.govern) || table.map { person.teams.contains($0.owner) } ?? false
                // The same answer for what is not there and what is none of theirs.
                guard var request = found, decides || request.account == person.name else {
                    throw BasinError(.notFound, "There is no request \(id) of yours, or for you to decide.")
                }
                if decision == "withdraw" {
                    guard request.account == person.name else {
                        throw BasinError(.conflict, "Only who asked withdraws a request.")
                    }
                    try request.requireOpen()
                    request.state = .withdrawn
                } else {
                    try request.requireDecision(by: person, owner: table?.owner ?? "")
                    request.state = decision == "approve" ? .approved : .refused
                }
                if request.state == .approved {
                    // The definition may have changed since.
                    try table?.requireUse(of: request.purpose, opening: request.classification)
                    request.grantID = try transaction.add(
                        Grant(
                            grantee: .account(request.account), datasetID: request.datasetID,
                            classification: request.classification, purpose: request.purpose, reason: request.reason,
                            grantedBy: person.name, grantedAt: now,
                            until: now + .seconds(Int64(request.days) * 86_400)))
                }
                (request.decidedBy, request.decidedAt, request.answer) = (person.name, now, answer)
                try transaction.update(request)
                return Self.summary(request, table.map { [$0.id: ($0.name, $0.owner)] } ?? [:])
            }
        }
    }
}
