import BasinCore
import BasinManagement
import BasinMetastore

/// Datasets and their versions.
extension MarquezReader {
    /// A dataset of either kind.
    enum Found {
        case made(AppliedDataset)
        case events(AppliedEventType)
        case foreign(ForeignDataset)

        var datasetID: UInt32 {
            switch self {
            case .made(let dataset): dataset.id
            case .events(let type): type.id
            case .foreign(let dataset): dataset.id
            }
        }
    }

    func find(_ name: LineageName) throws -> Found? {
        guard name.namespace == own.text else { return try snapshot.foreignDataset(name).map { .foreign($0) } }
        if let dataset = try snapshot.dataset(named: name.name)?.dataset { return .made(dataset) }
        return try snapshot.eventType(named: name.name).map { .events($0) }
    }

    func find(_ id: UInt32) throws -> Found? {
        if id >= ForeignDataset.firstID { return try snapshot.foreignDatasets(ids: [id])[id].map { .foreign($0) } }
        if let dataset = try snapshot.dataset(id: id)?.dataset { return .made(dataset) }
        return try snapshot.eventType(id: id).map { .events($0) }
    }

    func require(_ name: LineageName) throws -> Found {
        guard let found = try find(name) else {
            throw BasinError(.notFound, "There is no dataset \(name.name.prefix(200)) in the namespace \(name.namespace.prefix(200)).")
        }
        return found
    }

    func datasets(_ namespace: String) throws -> JSONTree {
        guard namespace == own.text else {
            let found = try snapshot.foreignDatasets(namespace: namespace, limit: limit, offset: offset)
            return [
                "datasets": .array(try found.map { try dataset(.foreign($0)) }),
                "totalCount": .int(Int64(try snapshot.foreignCounts(namespace: namespace).datasets)),
            ]
        }
        let live = try snapshot.liveDatasets(withEvents: true, limit: limit, offset: offset)
        return [
            "datasets": .array(try live.ids.compactMap { try find($0) }.map { try dataset($0) }),
            "totalCount": .int(Int64(live.count)),
        ]
    }

    func dataset(_ name: LineageName) throws -> JSONTree { try dataset(require(name)) }

    func name(_ found: Found) -> LineageName {
        switch found {
        case .made(let dataset): own.name(dataset.name)
        case .events(let type): own.name(type.name)
        case .foreign(let dataset): dataset.name
        }
    }

    func dataset(_ found: Found) throws -> JSONTree {
        let name = name(found)
        var answer: [String: JSONTree] = [
            "id": Self.id(name), "type": "DB_TABLE", "name": .string(name.name), "physicalName": .string(name.name),
            "namespace": .string(name.namespace), "sourceName": .string(name.namespace), "tags": [], "deleted": false,
        ]
        answer["lastLifecycleState"] = .string("")
        answer["columnLineage"] = .null
        switch found {
        case .made(let dataset):
            let latest = try snapshot.revisions(datasetID: dataset.id, limit: 1).first
            answer["fields"] = Self.fields(dataset.columns.map { ($0.name, $0.type.description, $0.description) })
            answer["description"] = .string(dataset.definition.description)
            answer["createdAt"] = Self.time(latest?.createdAt ?? Timestamp(microseconds: 0))
            answer["updatedAt"] = answer["createdAt"]
            answer["lastModifiedAt"] = Self.time(latest?.createdAt)
            answer["currentVersion"] = .optional(latest.map { versionID($0) })
            answer["facets"] = .object([:])
            answer["deleted"] = .bool(dataset.isRemoved)
        case .events(let type):
            let last = try snapshot.lastReceived(typeID: type.id)
            answer["fields"] = Self.fields(
                type.schema.fields.map { ($0.name, $0.type.description, $0.description) })
            answer["description"] = .string(type.definition.description)
            answer["createdAt"] = Self.time(type.firstHour.start)
            answer["updatedAt"] = Self.time(last ?? type.firstHour.start)
            answer["lastModifiedAt"] = Self.time(last)
            answer["currentVersion"] = .null
            answer["facets"] = .object([:])
            answer["deleted"] = .bool(type.isRemoved)
        case .foreign(let dataset):
            let facets = try self.facets(dataset.facets)
            let latest = try snapshot.foreignVersions(datasetID: dataset.id, limit: 1).first
            answer["fields"] = Self.fields(ForeignSchema.fields(facets).map { ($0.name, $0.type, $0.description) })
            answer["description"] = facets["documentation"]?["description"] ?? .null
            answer["createdAt"] = Self.time(dataset.createdAt)
            answer["updatedAt"] = Self.time(dataset.updatedAt)
            answer["lastModifiedAt"] = Self.time(latest?.at)
            answer["currentVersion"] = .optional(latest?.version)
            answer["facets"] = .object(facets)
        }
        return .object(answer)
    }

    // MARK: Versions

    func versions(_ name: LineageName) throws -> JSONTree {
        let found = try require(name)
        let versions: [JSONTree]
        switch found {
        case .made(let dataset):
            versions = try snapshot.revisions(datasetID: dataset.id, limit: limit, offset: offset).map {
                try version($0, of: dataset)
            }
        case .events: versions = []
        case .foreign(let dataset):
            versions = try snapshot.foreignVersions(datasetID: dataset.id, limit: limit, offset: offset).map {
                try version($0, of: dataset)
            }
        }
        return ["versions": .array(versions), "totalCount": .int(Int64(offset + versions.count))]
    }

    func version(_ name: LineageName, _ version: String) throws -> JSONTree {
        switch try require(name) {
        case .made(let dataset):
            if let runID = StableUUID.number(version, own.versionKind), let run = try snapshot.run(id: runID),
                run.datasetID == dataset.id,
                let record = try snapshot.revision(of: run)
            {
                return try self.version(record, of: dataset)
            }
        case .events: break
        case .foreign(let dataset):
            if let record = try snapshot.foreignVersion(datasetID: dataset.id, version) {
                return try self.version(record, of: dataset)
            }
        }
        throw BasinError(.notFound, "There is no version \(version.prefix(80)) of \(name.name.prefix(200)).")
    }

    /// A run makes one revision, so that its number tells it.
    func versionID(_ record: RevisionRecord) -> String { StableUUID.of(record.runID, own.versionKind) }

    private func version(_ record: RevisionRecord, of dataset: AppliedDataset) throws -> JSONTree {
        let partition = Partition(dataset.definition.granularity, index: record.partition)
        var answer = versionHead(own.name(dataset.name), versionID(record), record.createdAt)
        answer["fields"] = Self.fields(dataset.columns.map { ($0.name, $0.type.description, $0.description) })
        answer["description"] = .string("\(partition) r\(record.revision): \(record.reason)")
        answer["createdByRun"] = try snapshot.run(id: record.runID).map { try run($0, of: dataset) } ?? .null
        answer["facets"] = .object([:])
        return .object(answer)
    }

    private func version(_ record: ForeignDatasetVersion, of dataset: ForeignDataset) throws -> JSONTree {
        let facets = try self.facets(record.facets)
        var answer = versionHead(dataset.name, record.version, record.at)
        answer["fields"] = Self.fields(ForeignSchema.fields(facets).map { ($0.name, $0.type, $0.description) })
        answer["description"] = facets["documentation"]?["description"] ?? .null
        let maker = try record.runUUID.flatMap { try snapshot.foreignRun(uuid: $0) }
        answer["createdByRun"] = try maker.map { try run($0) } ?? .null
        answer["facets"] = .object(facets)
        return .object(answer)
    }

    private func versionHead(_ name: LineageName, _ version: String, _ at: Timestamp) -> [String: JSONTree] {
        [
            "id": ["namespace": .string(name.namespace), "name": .string(name.name), "version": .string(version)],
            "type": "DB_TABLE", "name": .string(name.name), "physicalName": .string(name.name),
            "namespace": .string(name.namespace), "sourceName": .string(name.namespace), "version": .string(version),
            "createdAt": Self.time(at), "tags": [], "lifecycleState": .string(""),
        ]
    }

    private static func fields(_ fields: [(name: String, type: String?, description: String?)]) -> JSONTree {
        .array(
            fields.map { field -> JSONTree in
                [
                    "name": .string(field.name), "type": .optional(field.type), "tags": [],
                    "description": .optional(field.description),
                ]
            })
    }
}

extension OwnNamespace {
    var versionKind: String { "version " + text }
}
