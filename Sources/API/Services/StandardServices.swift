/// What the doors can ask about datasets in the words of other catalogs; part of `Services`. Each answers a whole
/// document in UTF-8 and throws `BasinError`.
package struct StandardServices: Sendable {
    package enum ContractFormat: String, Sendable, CaseIterable { case yaml, json }

    /// The data contract of one dataset (Open Data Contract Standard 3.1).
    package var contract: @Sendable (_ dataset: String, ContractFormat) async throws -> [UInt8]
    /// Backstage's entities of all datasets and teams.
    package var entities: @Sendable () async throws -> [UInt8]
    /// One dataset as schema.org/Dataset; `base` is where readers reach the server, nil for relative names.
    package var linkedDataset: @Sendable (_ dataset: String, _ base: String?) async throws -> [UInt8]
    /// All datasets as a DCAT catalog.
    package var linkedCatalog: @Sendable (_ base: String?) async throws -> [UInt8]

    package init(
        contract: @escaping @Sendable (String, ContractFormat) async throws -> [UInt8],
        entities: @escaping @Sendable () async throws -> [UInt8],
        linkedDataset: @escaping @Sendable (String, String?) async throws -> [UInt8],
        linkedCatalog: @escaping @Sendable (String?) async throws -> [UInt8]
    ) {
        self.contract = contract
        self.entities = entities
        self.linkedDataset = linkedDataset
        self.linkedCatalog = linkedCatalog
    }
}
