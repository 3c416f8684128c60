import BasinAPI
import BasinCore
import BasinWire

extension SchemaServices {
    /// One type, `songs`, of one version.
    static let fake = SchemaServices(
        export: { name, version in
            guard name == "songs", version ?? "1" == "1" else {
                throw BasinError(.notFound, "There is no such schema.")
            }
            return Array("{}\n".utf8)
        },
        versions: { _ in [SchemaVersionSummary(version: 1, isCurrent: true, fields: 2, changes: [], keeps: [])] },
        diff: { name, from, to in
            SchemaDiff(type: name, from: from ?? "1", to: to ?? "2", compatibility: "full", fields: [], promises: [])
        },
        compare: { name, files in
            SchemaDiff(
                type: name, from: "1", to: files.keys.sorted().first ?? "", compatibility: "full", fields: [],
                promises: [])
        })
}
