package import BasinCore
import GRDB

/// A dataset as the reader of its inputs. Every publication asks for those that read what it published, and takes of
/// their definitions only what says which partitions read which.
package struct InputReader: Sendable, Decodable {
    package var id: UInt32
    package var inputs: [ResolvedInput]
    private var definition: Cut

    private struct Cut: Sendable, Decodable {
        var granularity: Granularity
        var start: Timestamp?
    }

    package var granularity: Granularity { definition.granularity }
    package var start: Timestamp? { definition.start }
}

extension Snapshot {
    /// The datasets that read an event type or a dataset, itself included where it reads its own past.
    package func readers(of inputID: UInt32) throws -> [InputReader] {
        try db.fetchAll(
            cached: """
                SELECT d.definition FROM dataset d JOIN dataset_input i ON i.dataset_id = d.id
                WHERE i.input_id = ? ORDER BY d.id
                """, arguments: [Int64(inputID)]
        ).map { try JSONText.decode(InputReader.self, $0["definition"]) }
    }
}
