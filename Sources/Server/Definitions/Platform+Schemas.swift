import BasinAPI
import BasinCore
import BasinDefinitions
import BasinMetastore
import BasinWire

/// Schemas of event types: exported, and compared.
extension Platform {
    var schemaServices: SchemaServices {
        SchemaServices(
            export: { try await self.exportedSchema(of: $0, version: $1) },
            versions: { try await self.schemaVersions(of: $0) },
            diff: { try await self.schemaDiff(of: $0, from: $1, to: $2) },
            compare: { try await self.schemaDiff(of: $0, files: $1) })
    }

    private func exportedSchema(of name: String, version: String?) async throws -> [UInt8] {
        let type = try await eventType(named: name)
        let schema = try version.map { try Self.schema($0, of: type) } ?? type.schema
        let text = JSONSchemaExport.text(of: type.definition, fields: schema.fields, version: schema.version)
        return Array(text.utf8)
    }

    private func schemaVersions(of name: String) async throws -> [SchemaVersionSummary] {
        let type = try await eventType(named: name)
        return type.versions.indices.map { index in
            let schema = type.versions[index]
            var summary = SchemaVersionSummary(
                version: schema.version, isCurrent: index == type.versions.count - 1, fields: schema.fields.count,
                changes: [], keeps: [])
            guard index > 0 else { return summary }
            let before = type.versions[index - 1].fields
            let comparison = SchemaComparison(from: before, to: schema.fields, mode: .none)
            summary.changes = comparison.rows.flatMap { row in
                row.verdicts.isEmpty ? [row.plainly] : row.verdicts.map(\.sentence)
            }
            summary.keeps = [Compatibility.backward, .forward, .full].filter { mode in
                SchemaCompatibility.verdicts(from: before, to: schema.fields, mode: mode).allSatisfy { !$0.isRefused }
            }.map(\.rawValue)
            return summary
        }
    }

    private func schemaDiff(of name: String, from: String?, to: String?) async throws -> SchemaDiff {
        let type = try await eventType(named: name)
        let newer = try to.map { try Self.schema($0, of: type) } ?? type.schema
        let older = try from.map { try Self.schema($0, of: type) } ?? type.versions.last { $0.version < newer.version }
        guard let older else {
            throw BasinError(
                .conflict, "\(name) has no version before \(newer.version); compare it with a project, or name --from.")
        }
        let comparison = SchemaComparison(from: older.fields, to: newer.fields, mode: type.definition.compatibility)
        return Self.answer(comparison, type.name, from: "version \(older.version)", to: "version \(newer.version)")
    }

    private func schemaDiff(of name: String, files: [String: String]) async throws -> SchemaDiff {
        let project = try Project.readEvents(files: files).get()
        guard let event = project.events.first(where: { $0.type.name == name }) else {
            throw BasinError(
                .notFound,
                "The project declares no event type \(name.prefix(80)); write events/\(name.prefix(80)).yaml, or name --from "
                    + "and --to.")
        }
        let types = try await read { try $0.eventTypes() }
        let stored = types.first { $0.name == name } ?? types.first { $0.name == event.type.renamedFrom }
        let fields = stored?.schema.fields ?? []
        let declared = SchemaComparison.numbered(event, after: fields)
        let comparison = SchemaComparison(from: fields, to: declared, mode: event.type.compatibility)
        let from = stored.map { "version \($0.schema.version)" + ($0.name == name ? "" : " of \($0.name)") }
        // Of a type that is new nobody has an older version.
        return Self.answer(comparison, name, from: from ?? "nothing", to: event.file, isNew: stored == nil)
    }

    private static func answer(
        _ comparison: SchemaComparison, _ name: String, from: String, to: String, isNew: Bool = false
    ) -> SchemaDiff {
        SchemaDiff(
            type: name, from: from, to: to, compatibility: comparison.mode.rawValue,
            fields: comparison.rows.map { row in
                FieldDiff(
                    field: row.path, change: row.kind.rawValue, before: row.before, after: row.after,
                    rules: isNew ? [] : row.verdicts.map(\.rule.rawValue),
                    breaks: isNew
                        ? []
                        : Compatibility.allCases.filter { mode in
                            row.verdicts.contains { $0.rule.isRefused(in: mode) }
                        }.map(\.rawValue),
                    reasons: isNew ? [] : row.verdicts.map(\.sentence))
            },
            promises: Compatibility.allCases.map { mode in
                let broken = isNew ? [] : comparison.refusals(in: mode)
                let fields = broken.map { "`\($0)`" }.joined(separator: ", ")
                return SchemaPromise(
                    mode: mode.rawValue, isKept: broken.isEmpty,
                    verdict: broken.isEmpty ? mode.kept : "Broken by \(fields).")
            })
    }

    private func eventType(named name: String) async throws -> AppliedEventType {
        guard let type = try await read({ try $0.eventType(named: name) }) else {
            throw BasinError(.notFound, "There is no event type named \(name.prefix(80)); `basin datasets` lists them.")
        }
        return type
    }

    private static func schema(_ version: String, of type: AppliedEventType) throws -> EventSchema {
        guard let number = Int(version), let schema = type.versions.first(where: { $0.version == number }) else {
            throw BasinError(
                .notFound, "\(type.name) has no version \(version.prefix(20)); it has 1 to \(type.schema.version).")
        }
        return schema
    }
}

extension Compatibility {
    /// What it means that this mode is kept.
    fileprivate var kept: String {
        switch self {
        case .backward: "Kept: readers with the new schema read old data, so clients may upgrade later."
        case .forward: "Kept: readers with the old schema read new data, so readers may upgrade later."
        case .full: "Kept: clients and readers may upgrade in any order."
        case .none: "Kept: what is stored stays readable."
        }
    }
}
