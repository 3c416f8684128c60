package import BasinCore
import BasinManagement

/// A run of Basin's as an event of OpenLineage tells of it. A value: the same run gives the same event.
///
/// SQL is left out: nobody knows what it holds. So is everything that rows hold.
package struct OutgoingRun: Sendable {
    package enum Step: String, Sendable {
        case start = "START"
        case running = "RUNNING"
        case complete = "COMPLETE"
        case fail = "FAIL"
        case abort = "ABORT"
    }

    /// What the run published.
    package struct Output: Sendable {
        package var revision: Int
        package var rows: Int
        package var bytes: Int
        package var files: Int
    }

    package var namespace: String
    package var runUUID: String
    /// Of the backfill that asked for it.
    package var parentUUID: String?
    package var step: Step
    package var at: Timestamp
    package var dataset: AppliedDataset
    package var partition: Partition
    /// What it reads, by name, with the revisions where they are pinned.
    package var inputs: [(name: String, columns: [Column], version: String?)]
    /// `duckdb 1.5.5`; nil before it is known.
    package var engine: String?
    package var failure: String?
    package var output: Output?

    /// The event.
    package var event: JSONTree {
        var output: [String: JSONTree] = ["namespace": .string(namespace), "name": .string(dataset.name)]
        output["facets"] = .object(outputFacets)
        output["outputFacets"] = .object(statistics)
        var event: [String: JSONTree] = ["eventType": .string(step.rawValue), "eventTime": .string(at.description)]
        event["producer"] = .string(Self.producer)
        event["schemaURL"] = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
        event["run"] = ["runId": .string(runUUID), "facets": .object(runFacets)]
        event["job"] = ["namespace": .string(namespace), "name": .string(dataset.name), "facets": .object(jobFacets)]
        event["inputs"] = .array(inputs.map { input(named: $0.name, $0.columns, $0.version) })
        event["outputs"] = .array([.object(output)])
        return .object(event)
    }

    private func input(named name: String, _ columns: [Column], _ version: String?) -> JSONTree {
        var facets: [String: JSONTree] = [:]
        if !columns.isEmpty { facets["schema"] = Self.schema(columns.map { ($0.name, $0.type, nil) }) }
        if let version { facets["version"] = Self.version(version) }
        return ["namespace": .string(namespace), "name": .string(name), "facets": .object(facets)]
    }

    // MARK: Facets

    private var runFacets: [String: JSONTree] {
        var facets: [String: JSONTree] = [:]
        if partition.granularity != .none {
            facets["nominalTime"] = Self.facet(
                "1-0-1/NominalTimeRunFacet",
                ["nominalStartTime": .string(partition.start.description), "nominalEndTime": .string(partition.end.description)])
        }
        if let parentUUID {
            facets["parent"] = Self.facet(
                "1-2-0/ParentRunFacet",
                [
                    "run": ["runId": .string(parentUUID)],
                    "job": ["namespace": .string(namespace), "name": .string("backfill." + dataset.name)],
                ])
        }
        if let parts = engine?.split(separator: " ", maxSplits: 1), let name = parts.first {
            facets["processing_engine"] = Self.facet(
                "1-1-1/ProcessingEngineRunFacet",
                [
                    "name": .string(String(name)),
                    "version": .string(parts.count > 1 ? String(parts[1]) : BasinVersion.current),
                    "openlineageAdapterVersion": .string(BasinVersion.current),
                ])
        }
        if let failure {
            facets["errorMessage"] = Self.facet(
                "1-0-1/ErrorMessageRunFacet",
                ["message": .string(String(failure.prefix(Self.longestMessage))), "programmingLanguage": "SQL"])
        }
        return facets
    }

    private var jobFacets: [String: JSONTree] {
        let definition = dataset.definition
        let kind: JSONTree =
            switch definition.work {
            case .sql: "QUERY"
            case .command: "COMMAND"
            }
        return [
            "jobType": Self.facet(
                "2-0-4/JobTypeJobFacet", ["processingType": "BATCH", "integration": "BASIN", "jobType": kind]),
            "documentation": Self.facet("1-1-0/DocumentationJobFacet", ["description": .string(definition.description)]),
            "ownership": Self.facet("1-0-1/OwnershipJobFacet", ["owners": [owner]]),
        ]
    }

    private var owner: JSONTree { ["name": .string("team:" + dataset.definition.owner), "type": "OWNER"] }

    private var outputFacets: [String: JSONTree] {
        var facets: [String: JSONTree] = [
            "schema": Self.schema(dataset.columns.map { ($0.name, $0.type, $0.description) }),
            "documentation": Self.facet(
                "1-1-0/DocumentationDatasetFacet", ["description": .string(dataset.definition.description)]),
            "ownership": Self.facet("1-0-1/OwnershipDatasetFacet", ["owners": [owner]]),
        ]
        let columns = columnLineage
        if !columns.isEmpty {
            facets["columnLineage"] = Self.facet("1-2-0/ColumnLineageDatasetFacet", ["fields": .object(columns)])
        }
        if let output { facets["version"] = Self.version("\(partition) r\(output.revision)") }
        return facets
    }

    private var statistics: [String: JSONTree] {
        guard let output else { return [:] }
        return [
            "outputStatistics": Self.facet(
                "1-0-2/OutputStatisticsOutputDatasetFacet",
                [
                    "rowCount": .int(Int64(output.rows)), "size": .int(Int64(output.bytes)),
                    "fileCount": .int(Int64(output.files)),
                ])
        ]
    }

    private var columnLineage: [String: JSONTree] {
        var fields: [String: JSONTree] = [:]
        for column in dataset.columns where !column.sources.isEmpty {
            let bySource = Dictionary(grouping: Set(column.sources)) { [$0.dataset, $0.column] }
            let inputs = bySource.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, sources -> JSONTree in
                let kinds = sources.map(\.kind).sorted { $0.rawValue < $1.rawValue }
                return [
                    "namespace": .string(namespace), "name": .string(key[0]), "field": .string(key[1]),
                    "transformations": .array(kinds.map { Self.transformation($0) }),
                ]
            }
            fields[column.name] = ["inputFields": .array(inputs)]
        }
        return fields
    }

    private static func transformation(_ kind: ColumnSource.Kind) -> JSONTree {
        switch kind {
        case .copied: ["type": "DIRECT", "subtype": "IDENTITY", "description": "", "masking": false]
        case .derived: ["type": "DIRECT", "subtype": "TRANSFORMATION", "description": "", "masking": false]
        // A filter, a join, a group: Basin does not keep which.
        case .indirect: ["type": "INDIRECT", "subtype": "CONDITIONAL", "description": "", "masking": false]
        }
    }

    private static func schema(_ fields: [(name: String, type: FieldType, description: String?)]) -> JSONTree {
        let described = fields.enumerated().map { place, field -> JSONTree in
            var members: [String: JSONTree] = ["name": .string(field.name), "type": .string(field.type.description)]
            members["ordinal_position"] = .int(Int64(place + 1))
            if let description = field.description { members["description"] = .string(description) }
            return .object(members)
        }
        return facet("1-2-0/SchemaDatasetFacet", ["fields": .array(described)])
    }

    private static func version(_ text: String) -> JSONTree {
        facet("1-0-1/DatasetVersionDatasetFacet", ["datasetVersion": .string(text)])
    }

    /// - Parameter name: version and name, as in the URL of its schema.
    private static func facet(_ name: String, _ members: [String: JSONTree]) -> JSONTree {
        let type = name.split(separator: "/").last ?? ""
        let common: [String: JSONTree] = [
            "_producer": .string(producer), "_schemaURL": .string("https://openlineage.io/spec/facets/\(name).json#/$defs/\(type)"),
        ]
        return .object(members.merging(common) { first, _ in first })
    }

    private static let producer = "urn:basin:\(BasinVersion.current)"
    private static let longestMessage = 2_000
}
