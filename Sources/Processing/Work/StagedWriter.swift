import BasinCore
import BasinEngines
import BasinWarehouse

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes the one file of a run into its staging folder: the order's columns and ids, `_partition_time` from the bounds.
struct StagedWriter {
    private let order: WorkOrder
    let path: String

    /// Makes the staging folder.
    init(_ order: WorkOrder) throws {
        self.order = order
        path = order.staging + "/part-0.parquet"
        try DurableFile.createFolder(order.staging)
        // What an earlier, killed attempt left under the same name is not ours.
        unlink(path)
    }

    /// - Parameter source: what stands in FROM; rows keep its order.
    func write(from source: String, through sandbox: RunSandbox) throws -> StagedFile {
        let partitionTime = Envelope.partitionTime.column.name
        let cells = order.columns.map { column in
            let name = column.name.sqlIdentifier
            guard column.name == partitionTime else { return "CAST(\(name) AS \(column.type.duckDBName)) AS \(name)" }
            let start = order.bounds.map { "make_timestamptz(\($0.lowerBound.microseconds))" } ?? "NULL"
            return "CAST(\(start) AS TIMESTAMPTZ) AS \(name)"
        }
        var bindings: [String: DuckDBValue] = [:]
        if let bounds = order.bounds {
            bindings = [
                "partition_start": .timestamp(bounds.lowerBound), "partition_end": .timestamp(bounds.upperBound),
            ]
        }
        // Without USE_TMP_FILE DuckDB would write beside the one path that it may use.
        let rows = try sandbox.connection.run(
            "COPY (SELECT \(cells.joined(separator: ", ")) FROM \(source)) TO \(path.sqlLiteral) "
                + "(\(ParquetWriter.options(order.columns)), USE_TMP_FILE false)",
            named: bindings, errorCode: .query)
        return try makeDurable(rows: Int64(rows))
    }

    private func makeDurable(rows: Int64) throws -> StagedFile {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure() }
        defer { close(file) }
        var status = stat()
        guard fsync(file) == 0, fstat(file, &status) == 0 else { throw failure() }
        try DurableFile.syncFolder(order.staging)
        return StagedFile(
            path: path, rows: rows, bytes: Int64(status.st_size), modified: StagedFile.modified(status))
    }

    private func failure() -> WorkFailure {
        WorkFailure(
            .other,
            "\(path) could not be forced to disk: \(String(cString: strerror(errno))). Look after the disk it is on.")
    }
}
