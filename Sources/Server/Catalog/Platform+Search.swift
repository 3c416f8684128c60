import BasinAPI
import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire
import Synchronization

/// Finding what there is, and counting what is used.
extension Platform {
    var catalogServices: CatalogServices {
        CatalogServices(
            search: { try await self.search($0, for: $1) },
            changes: { try await self.changes(of: $0, before: $1, limit: $2) },
            lineage: { try await self.lineage(of: $0, column: $1, direction: $2, depth: $3, limit: $4) },
            profile: { try await self.profile(of: $0, $1, for: $2) },
            profileHistory: {
                try await self.profileHistory(of: $0, column: $1.column, from: $1.from, to: $1.to, limit: $1.limit, for: $2)
            },
            sample: { try await self.sample(of: $0, $1, for: $2, departure: $3) },
            glossary: { try await self.glossary(namesUses: $0) }, glossaryTerm: { try await self.glossaryTerm(named: $0) },
            tags: { try await self.tags() }, teams: { try await self.teams() }, team: { try await self.team(named: $0, for: $1) })
    }

    private static let mostChoices = 20

    private func search(_ request: SearchRequest, for person: Principal) async throws -> SearchAnswer {
        guard request.text.utf8.count <= 1000 else {
            throw BasinError(.invalid, "The words to look for are longer than 1,000 bytes; give fewer.")
        }
        for (name, values) in [
            ("kind", request.kinds), ("owner", request.owners), ("tier", request.tiers),
            ("classification", request.classifications), ("tag", request.tags), ("freshness", request.freshness),
        ] where values.count > Self.mostChoices {
            throw BasinError(.invalid, "\(name) is given \(values.count) times; give it \(Self.mostChoices) times at most.")
        }
        let question = SearchQuestion(
            request.text, kinds: try Self.choices(request.kinds, "kind"), owners: request.owners,
            tiers: try Self.choices(request.tiers, "tier"),
            classifications: try Self.choices(request.classifications, "classification"),
            tags: try Self.tags(request.tags), freshness: try Self.choices(request.freshness, "freshness"),
            isCertified: request.certified, limit: request.limit ?? 20)
        let now = clock.now()
        let (answer, access) = try await read { snapshot in
            let answer = try CatalogSearch.answer(question, snapshot, now: now)
            let grants = try snapshot.grants(for: person, at: now)
            return (
                answer,
                try answer.hits.map { hit -> String? in
                    guard person.may(.query), let id = hit.entry.datasetID,
                        let table = try Self.guardedTable(id: id, in: snapshot)
                    else { return nil }
                    return table.reading(of: person, grants, at: now).map { $0.isWhole ? "all" : "some" } ?? "ask"
                }
            )
        }
        return SearchAnswer(
            hits: zip(answer.hits, access).map { hit, access in
                SearchHit(
                    kind: hit.entry.kind.rawValue, name: hit.entry.name, owner: hit.entry.owner,
                    tier: hit.entry.tier?.rawValue, classification: hit.entry.classification?.rawValue,
                    description: hit.entry.description, standing: hit.entry.standing.rawValue, columns: hit.columns, uses: hit.entry.uses,
                    lastData: hit.lastData?.description, access: access, certified: hit.isCertified)
            },
            corrected: answer.corrected,
            facets: [
                Self.facet("kind", answer.candidates) { $0.kind.rawValue },
                Self.facet("owner", answer.candidates) { $0.owner.isEmpty ? nil : $0.owner },
                Self.facet("tier", answer.candidates) { $0.tier?.rawValue },
                Self.facet("classification", answer.candidates) { $0.classification?.rawValue },
                Self.facet("freshness", answer.freshness) { $0.rawValue },
            ], isCut: answer.isCut)
    }

    private static func choices<Value: RawRepresentable & CaseIterable>(
        _ texts: [String], _ name: String
    ) throws -> [Value] where Value.RawValue == String {
        try texts.map { text in
            if let value = Value(rawValue: text) { return value }
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw BasinError(.invalid, "\(text.prefix(40)) is no \(name); give one of \(known).")
        }
    }

    /// `name:value` each.
    private static func tags(_ texts: [String]) throws -> [String: String] {
        try Dictionary(
            texts.map { text in
                let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
                guard parts.count == 2 else {
                    throw BasinError(.invalid, "A tag is asked for as name:value, as in layer:gold.")
                }
                return (parts[0], parts[1])
            }
        ) { _, _ in throw BasinError(.invalid, "A tag has one value, and one is asked for with two; give one of them.") }
    }

    private static func facet<Candidate>(
        _ name: String, _ entries: [Candidate], _ value: (Candidate) -> String?
    ) -> SearchFacet {
        let counts = Dictionary(grouping: entries.compactMap(value)) { $0 }.mapValues(\.count)
        return SearchFacet(
            name: name,
            choices: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                SearchFacet.Choice(value: $0.key, count: $0.value)
            })
    }

    /// What was used since the last round counts for search. A `kill -9` takes a second's.
    func saveUses() throws {
        let used = uses.withLock { uses in
            defer { uses = [:] }
            return uses
        }
        let day = Int(clock.now().microseconds.floorDivided(by: 86_400_000_000))
        let isNewDay = countedOn.load(ordering: .relaxed) != day
        guard !used.isEmpty || isNewDay else { return }
        do {
            try metastore.write { transaction in
                if isNewDay { try transaction.forgetUses(day: day) }
                try transaction.addUses(used, day: day)
            }
            countedOn.store(day, ordering: .relaxed)
        } catch {
            uses.withLock { $0.merge(used, uniquingKeysWith: +) }
            throw error
        }
    }
}
