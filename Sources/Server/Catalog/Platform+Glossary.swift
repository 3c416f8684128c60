import BasinAPI
import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire

/// What is said for people: of datasets, and the words that are used there.
extension Platform {
    // MARK: Of one dataset

    static func notes(
        on dataset: AppliedDataset, in snapshot: BasinMetastore.Snapshot, now: Timestamp
    ) throws -> DatasetNotes {
        try notes(
            dataset.name, dataset.definition.documentation, dataset.definition.deprecation,
            Certification(dataset, lastData: snapshot.lastData(datasetID: dataset.id), now: now), in: snapshot)
    }

    static func notes(on type: AppliedEventType, in snapshot: BasinMetastore.Snapshot) throws -> DatasetNotes {
        try notes(
            type.name, type.definition.documentation, type.definition.deprecation,
            Certification(type, hasIncident: snapshot.hasOpenIncident(typeID: type.id)), in: snapshot)
    }

    private static let mostPeople = 5

    private static func notes(
        _ name: String, _ documentation: Documentation, _ deprecation: Deprecation?, _ certification: Certification,
        in snapshot: BasinMetastore.Snapshot
    ) throws -> DatasetNotes {
        DatasetNotes(
            support: documentation.support, tags: documentation.tags, terms: documentation.terms,
            deprecation: deprecation.map {
                DeprecationSummary(note: $0.note, successor: $0.successor, until: $0.until)
            },
            examples: documentation.examples.map { QueryExample(title: $0.title, sql: $0.sql) },
            page: documentation.page, certified: certification.isCertified, missing: certification.missing,
            people: try snapshot.peopleWhoChanged(name, limit: mostPeople))
    }

    // MARK: Words

    private static let mostUses = 1000

    /// - Parameter namesUses: what is about each; else only how much is.
    func glossary(namesUses: Bool) async throws -> [GlossaryTermSummary] {
        try await read { snapshot in
            try snapshot.glossary().map { try Self.summary($0, uses: namesUses ? Self.mostUses : 0, in: snapshot) }
        }
    }

    func glossaryTerm(named name: String) async throws -> GlossaryTermSummary {
        try await read { snapshot in
            guard let term = try snapshot.glossaryTerm(named: name) else {
                throw BasinError(
                    .notFound, "There is no term \(name.prefix(80)) in the glossary; `basin glossary` lists them.")
            }
            return try Self.summary(term, uses: Self.mostUses, in: snapshot)
        }
    }

    func tags() async throws -> [TagSummary] {
        try await read { snapshot in
            try snapshot.tagRules().map {
                TagSummary(name: $0.name, description: $0.description, values: $0.values, required: $0.isRequired)
            }
        }
    }

    private static func summary(
        _ term: GlossaryTerm, uses most: Int, in snapshot: BasinMetastore.Snapshot
    ) throws -> GlossaryTermSummary {
        GlossaryTermSummary(
            name: term.name, title: term.title, description: term.description, owner: term.owner,
            synonyms: term.synonyms, values: term.values, uses: most == 0 ? [] : try snapshot.termUses(term.name, limit: most),
            useCount: try snapshot.termUseCount(term.name))
    }
}
