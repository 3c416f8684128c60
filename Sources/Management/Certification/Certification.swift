package import BasinCore
package import BasinMetastore

/// Whether data can be relied on, worked out of facts. Nobody declares it, and nobody can: what it lacks is said in
/// sentences, each with what to do.
package struct Certification: Sendable, Equatable {
    /// Nothing: it is certified.
    package var missing: [String]

    package var isCertified: Bool { missing.isEmpty }

    package init(missing: [String]) { self.missing = missing }

    // MARK: What the definition says

    /// Of an event type: what its definition lacks.
    package static func missing(_ type: AppliedEventType) -> [String] {
        missing(
            isRemoved: type.isRemoved, deprecation: type.definition.deprecation,
            undescribed: type.schema.fields.filter { $0.description == nil && $0.derivation == nil }.map(\.name))
            + (type.definition.compatibility == .none
                ? ["It promises nothing to its readers: add `compatibility`."] : [])
    }

    /// Of a dataset: what its definition lacks.
    package static func missing(_ dataset: AppliedDataset) -> [String] {
        missing(
            isRemoved: dataset.isRemoved, deprecation: dataset.definition.deprecation,
            undescribed: dataset.columns.filter { $0.description == nil }.map(\.name))
            + (dataset.definition.checks.contains { $0.isBlocking }
                ? [] : ["No check keeps wrong data from being published: add one to `checks`."])
    }

    private static func missing(isRemoved: Bool, deprecation: Deprecation?, undescribed: [String]) -> [String] {
        var missing: [String] = []
        if isRemoved { missing.append("It is removed.") }
        if let deprecation { missing.append("It is deprecated: \(deprecation.sentence)") }
        if !undescribed.isEmpty {
            let names = undescribed.prefix(3).joined(separator: ", ") + (undescribed.count > 3 ? " …" : "")
            missing.append(
                "\(undescribed.count) of its columns \(undescribed.count.word("has", "have")) no description (\(names)): add `description`."
            )
        }
        return missing
    }

    // MARK: What happens

    /// An event type: as its definition, and nothing keeps its hours from being sealed.
    package init(_ type: AppliedEventType, hasIncident: Bool) {
        missing = Self.missing(type)
        if hasIncident { missing.append("Hours of it are not complete: `basin incidents` says why.") }
    }

    /// A dataset: as its definition, and the latest partition came in time.
    /// - Parameter lastData: when a partition was last published.
    package init(_ dataset: AppliedDataset, lastData: Timestamp?, now: Timestamp) {
        missing = Self.missing(dataset)
        guard let lastData else {
            missing.append("Nothing of it is published yet.")
            return
        }
        let age = Duration.microseconds(now.microseconds - lastData.microseconds)
        if let longest = dataset.definition.granularity.longestSilence, age > longest {
            missing.append("Nothing of it was published since \(lastData): `basin why \(dataset.name)` says why.")
        }
    }
}

extension Certification {
    /// Of what has this id; nil when nothing has.
    package static func of(_ id: UInt32, in snapshot: Snapshot, now: Timestamp) throws -> Certification? {
        if let dataset = try snapshot.dataset(id: id)?.dataset {
            return Certification(dataset, lastData: try snapshot.lastData(datasetID: id), now: now)
        }
        return try snapshot.eventType(id: id).map { type in
            Certification(type, hasIncident: try snapshot.hasOpenIncident(typeID: id))
        }
    }
}
