import BasinCore
import BasinManagement
import BasinMetastore

/// Finding datasets and jobs by name.
extension MarquezReader {
    func search(_ text: String, kind: String?, namespace: String?, sort: String?) throws -> JSONTree {
        guard text.utf8.count <= 1000 else {
            throw BasinError(.invalid, "The words to look for are longer than 1,000 bytes; give fewer.")
        }
        let kind = kind?.uppercased()
        guard [nil, "DATASET", "JOB"].contains(kind) else {
            throw BasinError(.invalid, "The query parameter filter is neither DATASET nor JOB.")
        }
        guard [nil, "NAME", "UPDATE_AT"].contains(sort?.uppercased()) else {
            throw BasinError(.invalid, "The query parameter sort is neither NAME nor UPDATE_AT.")
        }
        var results: [(name: LineageName, updated: Timestamp, isJob: Bool)] = []
        let found = try CatalogSearch.answer(
            SearchQuestion(text, kinds: [.event, .dataset, .external], limit: 100), snapshot, now: Timestamp(microseconds: 0))
        for hit in found.hits {
            guard let id = UInt32(hit.entry.object), let dataset = try find(id) else { continue }
            let updated = try self.dataset(dataset)["updatedAt"]?.text.flatMap { Timestamp(rfc3339: $0) }
            results.append((name(dataset), updated ?? Timestamp(microseconds: 0), false))
            if case .made = dataset { results.append((name(dataset), updated ?? Timestamp(microseconds: 0), true)) }
        }
        results += try snapshot.foreignJobs(nameHolding: text, limit: 100).map { ($0.name, $0.updatedAt, true) }
        results.removeAll { result in
            kind != nil && (kind == "JOB") != result.isJob || namespace != nil && namespace != result.name.namespace
        }
        switch sort?.uppercased() {
        case "NAME": results.sort { $0.name.name < $1.name.name }
        case "UPDATE_AT": results.sort { $0.updated > $1.updated }
        default: break
        }
        let items = results.prefix(limit).map { result -> JSONTree in
            [
                "name": .string(result.name.name), "namespace": .string(result.name.namespace),
                "updatedAt": Self.time(result.updated), "type": result.isJob ? "JOB" : "DATASET",
                "nodeId": .string((result.isJob ? "job:" : "dataset:") + result.name.joined),
            ]
        }
        return ["totalCount": .int(Int64(results.count)), "results": .array(items)]
    }
}
