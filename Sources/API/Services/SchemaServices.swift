package import BasinWire

/// What the doors can ask about the schemas of event types; part of `Services`. Each throws `BasinError`.
package struct SchemaServices: Sendable {
    /// The JSON Schema of what clients send in `data`, in UTF-8; nil means the current version.
    package var export: @Sendable (_ type: String, _ version: String?) async throws -> [UInt8]
    package var versions: @Sendable (_ type: String) async throws -> [SchemaVersionSummary]
    /// From one version to another; nil means the version before, and the current one.
    package var diff: @Sendable (_ type: String, _ from: String?, _ to: String?) async throws -> SchemaDiff
    /// From the current version to what a project's files declare.
    package var compare: @Sendable (_ type: String, _ files: [String: String]) async throws -> SchemaDiff

    package init(
        export: @escaping @Sendable (String, String?) async throws -> [UInt8],
        versions: @escaping @Sendable (String) async throws -> [SchemaVersionSummary],
        diff: @escaping @Sendable (String, String?, String?) async throws -> SchemaDiff,
        compare: @escaping @Sendable (String, [String: String]) async throws -> SchemaDiff
    ) {
        self.export = export
        self.versions = versions
        self.diff = diff
        self.compare = compare
    }
}
