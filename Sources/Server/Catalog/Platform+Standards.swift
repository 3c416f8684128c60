import BasinAPI
import BasinCore
import BasinDefinitions
import BasinMetastore

/// Datasets in the words of other catalogs.
extension Platform {
    var standardServices: StandardServices {
        StandardServices(
            contract: { name, format in
                let contract = DataContract(try await self.cataloged(named: name))
                return Array((format == .yaml ? contract.yaml : contract.json).utf8)
            },
            entities: {
                let (datasets, teams) = try await self.cataloged()
                return Array(BackstageCatalog.yaml(of: datasets, teams: teams).utf8)
            },
            linkedDataset: { name, base in
                let base = try LinkedDataBase(base)
                return Array(LinkedDataset.text(of: try await self.cataloged(named: name), base: base).utf8)
            },
            linkedCatalog: { base in
                let base = try LinkedDataBase(base)
                return Array(LinkedCatalog.text(of: try await self.cataloged().datasets, base: base).utf8)
            })
    }

    /// One, removed or not.
    private func cataloged(named name: String) async throws -> CatalogedDataset {
        try await read { snapshot in
            let content: CatalogedDataset.Content, id: UInt32
            if let made = try snapshot.dataset(named: name)?.dataset {
                (content, id) = (.made(made), made.id)
            } else {
                let type = try Self.type(named: name, in: snapshot)
                (content, id) = (.events(type), type.id)
            }
            let facts = try CatalogFacts(snapshot, only: id)
            return facts.cataloged(content, id)
        }
    }

    /// All, removed ones included, by name.
    private func cataloged() async throws -> (datasets: [CatalogedDataset], teams: [Team]) {
        try await read { snapshot in
            let facts = try CatalogFacts(snapshot, only: nil)
            let events = try snapshot.eventTypes().map { facts.cataloged(.events($0), $0.id) }
            let made = try snapshot.datasets().map { facts.cataloged(.made($0.dataset), $0.dataset.id) }
            return ((events + made).sorted { $0.name < $1.name }, facts.teams)
        }
    }
}
