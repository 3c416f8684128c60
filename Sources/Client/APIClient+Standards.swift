import BasinWire

/// Datasets in the words of other catalogs: whole documents in UTF-8.
extension APIClient {
    /// - Parameter format: yaml or json.
    package func contract(of dataset: String, format: String) async throws -> [UInt8] {
        let target = WireTarget("api", "v1", "datasets", dataset, "contract", query: [("format", format)])
        return try await exchange(authorized("GET", target))
    }

    package func backstageEntities() async throws -> [UInt8] {
        try await exchange(authorized("GET", WireTarget("api", "v1", "catalog-info.yaml")))
    }

    /// - Parameter base: where readers reach the server; nil for relative names.
    package func linkedDataset(_ dataset: String, base: String?) async throws -> [UInt8] {
        try await exchange(authorized("GET", WireTarget("api", "v1", "datasets", dataset, "jsonld", query: [("base", base)])))
    }

    package func linkedCatalog(base: String?) async throws -> [UInt8] {
        try await exchange(authorized("GET", WireTarget("api", "v1", "catalog.jsonld", query: [("base", base)])))
    }
}
