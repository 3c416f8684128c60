import BasinAPI
import BasinCore
import BasinDefinitions
import BasinMetastore

/// Datasets in the words of other catalogs.
extension Platform {
    var standardServices: StandardServices {
        StandardServices(
            contract: { name, format in
                try await self.document(about: name) { dataset in
                    let contract = DataContract(dataset)
                    return format == .yaml ? contract.yaml : contract.json
                }
            },
            entities: { try await self.document { BackstageCatalog.yaml(of: $0, teams: $1) } },
            linkedDataset: { name, base in
                let reached = try LinkedDataAddress(base)
                return try await self.document(about: name) { LinkedDataset.text(of: $0, base: reached) }
            },
            linkedCatalog: { base in
                let reached = try LinkedDataAddress(base)
                return try await self.document { datasets, _ in LinkedCatalog.text(of: datasets, base: reached) }
            })
    }

    /// Of one dataset, removed or not. Written where it is read: a catalog may be large, and Swift's threads are few.
    private func document(
        about name: String, _ write: @escaping @Sendable (CatalogedDataset) -> String
    ) async throws -> [UInt8] {
        try await read { snapshot in
            let content: CatalogedDataset.Content, id: UInt32
            if let made = try snapshot.dataset(named: name)?.dataset {
                (content, id) = (.made(made), made.id)
            } else {
                let type = try Self.type(named: name, in: snapshot)
                (content, id) = (.events(type), type.id)
            }
            return Array(write(try DatasetFacts(snapshot, only: id).cataloged(content, id)).utf8)
        }
    }

    /// Of all, removed ones included, and of all teams.
    private func document(_ write: @escaping @Sendable ([CatalogedDataset], [Team]) -> String) async throws -> [UInt8] {
        try await read { snapshot in
            let facts = try DatasetFacts(snapshot, only: nil)
            let events = try snapshot.eventTypes().map { facts.cataloged(.events($0), $0.id) }
            let made = try snapshot.datasets().map { facts.cataloged(.made($0.dataset), $0.dataset.id) }
            return Array(write(events + made, facts.teams).utf8)
        }
    }
}
