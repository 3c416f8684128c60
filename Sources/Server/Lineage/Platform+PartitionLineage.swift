import BasinAPI
import BasinCore
import BasinMetastore
import BasinWire

/// What a revision was made of, and what was made of it.
extension Platform {
    func partitionLineage(_ request: PartitionLineageRequest) async throws -> PartitionLineageAnswer {
        guard let direction = PartitionLineage.Direction(rawValue: request.direction) else {
            throw BasinError(
                .invalid, "The direction \(request.direction.prefix(40)) is not known; give up, down or both.")
        }
        return try await read { snapshot in
            let start = try Self.start(request, in: snapshot)
            return try PartitionLineage(of: start, direction, depth: request.depth, limit: request.limit, in: snapshot)
                .answer(in: snapshot)
        }
    }

    private static func start(
        _ request: PartitionLineageRequest, in snapshot: BasinMetastore.Snapshot
    ) throws -> PartitionLineage.Node {
        let id: UInt32, granularity: Granularity
        if let made = try snapshot.dataset(named: request.dataset)?.dataset {
            (id, granularity) = (made.id, made.definition.granularity)
        } else {
            (id, granularity) = (try type(named: request.dataset, in: snapshot).id, .hour)
        }
        guard let partition = Partition(request.partition, granularity) else {
            throw BasinError(
                .invalid,
                "\(request.partition.prefix(40)) is no partition of \(request.dataset.prefix(80)); `basin partitions` lists them.")
        }
        let isEvents = try snapshot.dataset(id: id) == nil
        let current =
            isEvents
            ? try snapshot.hour(typeID: id, Hour(index: partition.index))?.revision ?? 0
            : try snapshot.partition(datasetID: id, partition.index).revision
        let revision = request.revision ?? current
        guard revision >= 1, revision <= current else {
            throw BasinError(
                .notFound,
                "\(request.dataset.prefix(80)) \(partition) has no revision\(request.revision.map { " \($0)" } ?? "") yet; `basin why` says what it waits for.")
        }
        return PartitionLineage.Node(datasetID: id, partition: partition.index, revision: revision)
    }
}
