package import BasinWire

/// Schemas of event types.
extension APIClient {
    /// The JSON Schema's text in UTF-8; nil means the current version.
    package func schema(of type: String, version: Int? = nil) async throws -> [UInt8] {
        let target = WireTarget("api", "v1", "types", type, "schema", query: [("version", version.map { String($0) })])
        return try await exchange(authorized("GET", target))
    }

    package func schemaVersions(of type: String) async throws -> [SchemaVersionSummary] {
        try await get(WireTarget("api", "v1", "types", type, "versions"))
    }

    /// Of two versions; nil means the one before, and the current one.
    package func schemaDiff(of type: String, from: Int?, to: Int?) async throws -> SchemaDiff {
        try await get(
            WireTarget(
                "api", "v1", "types", type, "diff",
                query: [("from", from.map { String($0) }), ("to", to.map { String($0) })]))
    }

    /// Of the current version and what a project's files declare.
    package func schemaDiff(of type: String, files: [String: String]) async throws -> SchemaDiff {
        try await post(WireTarget("api", "v1", "types", type, "diff"), DefinitionFiles(files: files))
    }
}
