import BasinCore
import BasinMetastore

/// The datasets that foreign keys refer to, as a worker may read them: whole, in their current revisions.
enum ForeignKeys {
    static func inputs(of checks: [Check], in snapshot: Snapshot) throws -> [WorkInput] {
        let names = Set(
            checks.compactMap { check -> String? in
                if case .foreignKey(_, let dataset, _) = check.rule { dataset } else { nil }
            })
        guard !names.isEmpty else { return [] }
        let types = try snapshot.eventTypes().map { ($0.name, $0.id, $0.schema.columns) }
        let datasets = try snapshot.datasets().map { ($0.dataset.name, $0.dataset.id, $0.dataset.storedColumns) }
        return try (types + datasets).filter { names.contains($0.0) }.map { name, id, columns in
            WorkInput(name: name, columns: columns, files: try snapshot.files(typeID: id, sealedOnly: true).map(\.path))
        }
    }
}
