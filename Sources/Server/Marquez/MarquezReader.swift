import BasinAPI
import BasinCore
import BasinManagement
import BasinMetastore

/// Answers as Marquez does, of Basin's own and of what others told, from one snapshot. Who may find may ask: nothing of
/// what rows hold is in it.
struct MarquezReader {
    let snapshot: BasinMetastore.Snapshot
    let own: OwnNamespace
    let limit: Int
    let offset: Int
    private let read = MarquezSize()

    init(snapshot: BasinMetastore.Snapshot, own: OwnNamespace, limit: Int, offset: Int) {
        self.snapshot = snapshot
        self.own = own
        self.limit = limit
        self.offset = offset
    }

    /// What is told now; counts towards what one answer may hold.
    func facets(_ text: String) throws -> [String: JSONTree] {
        try read.add(text.utf8.count)
        return try FacetSet(text: text).current
    }

    func answer(_ resource: MarquezRequest.Resource) throws -> JSONTree {
        switch resource {
        case .namespaces: ["namespaces": .array(page(try namespaces()))]
        case .namespace(let name): try namespace(name)
        case .datasets(let namespace): try datasets(namespace)
        case .dataset(let namespace, let name): try dataset(LineageName(namespace: namespace, name: name))
        case .versions(let namespace, let name): try versions(LineageName(namespace: namespace, name: name))
        case .version(let namespace, let name, let version):
            try self.version(LineageName(namespace: namespace, name: name), version)
        case .jobs(let namespace): try jobs(namespace)
        case .job(let namespace, let name): try job(LineageName(namespace: namespace, name: name))
        case .runs(let namespace, let name): try runs(LineageName(namespace: namespace, name: name))
        case .run(let id): try run(id)
        case .runFacets(let id, let isJob): try runFacets(id, isJob: isJob)
        case .lineage(let nodeID, let depth): try lineage(nodeID, depth: depth)
        case .columnLineage(let nodeID, let depth, let withDownstream):
            try columnLineage(nodeID, depth: depth, withDownstream: withDownstream)
        case .search(let text, let kind, let namespace, let sort):
            try search(text, kind: kind, namespace: namespace, sort: sort)
        case .events(let before, let after, let oldestFirst): try events(before, after, oldestFirst: oldestFirst)
        case .tags: ["tags": []]
        case .sources: ["sources": .array(page(try sources()))]
        }
    }

    // MARK: Namespaces and sources

    private func namespaces() throws -> [JSONTree] {
        let told = try snapshot.foreignNamespaces()
        let ours = Self.namespace(own.text, Timestamp(microseconds: 0), Timestamp(microseconds: 0))
        return [ours] + told.filter { $0.name != own.text }.map { Self.namespace($0.name, $0.first, $0.last) }
    }

    private func namespace(_ name: String) throws -> JSONTree {
        let all = try namespaces()
        guard let found = all.first(where: { $0["name"]?.text == name }) else {
            throw BasinError(.notFound, "There is no namespace \(name.prefix(200)).")
        }
        return found
    }

    private func sources() throws -> [JSONTree] {
        try namespaces().compactMap { namespace in
            guard let name = namespace["name"], let text = name.text else { return nil }
            let kind = text.prefix { $0 != ":" && $0 != "/" }
            return [
                "type": .string(kind.uppercased()), "name": name, "createdAt": namespace["createdAt"] ?? .null,
                "updatedAt": namespace["updatedAt"] ?? .null, "connectionUrl": name, "description": .null,
            ]
        }
    }

    private static func namespace(_ name: String, _ first: Timestamp, _ last: Timestamp) -> JSONTree {
        [
            "name": .string(name), "createdAt": .string(first.description), "updatedAt": .string(last.description),
            "ownerName": "anonymous", "description": .null, "isHidden": false,
        ]
    }

    // MARK: Shared

    func page(_ items: [JSONTree]) -> [JSONTree] { Array(items.dropFirst(offset).prefix(limit)) }

    static func id(_ name: LineageName) -> JSONTree {
        ["namespace": .string(name.namespace), "name": .string(name.name)]
    }

    static func time(_ time: Timestamp?) -> JSONTree { .optional(time?.description) }

    func events(_ before: String?, _ after: String?, oldestFirst: Bool) throws -> JSONTree {
        func time(_ text: String?, _ name: String) throws -> Timestamp? {
            try text.map {
                guard let time = Timestamp(rfc3339: $0) else {
                    throw BasinError(
                        .invalid, "The query parameter \(name) is no time of RFC 3339, as 2018-11-03T14:00:00Z.")
                }
                return time
            }
        }
        let first = try time(after, "after") ?? Timestamp(microseconds: .min)
        let end = try time(before, "before") ?? Timestamp(microseconds: .max)
        let found = try snapshot.lineageEvents(
            in: first..<max(first, end), oldestFirst: oldestFirst, limit: limit, offset: offset)
        let events = try found.events.map { try JSONTree(json: Array($0.utf8), deepest: 100) }
        return ["events": .array(events), "totalCount": .int(Int64(found.count))]
    }
}
