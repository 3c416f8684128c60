import BasinCore
import BasinEngines
import Foundation

/// The Parquet files that a command left: found, compared with what was declared, and written again as ours.
struct CommandOutput {
    private static let maximumFiles = 10_000

    let order: WorkOrder
    let folder: String

    /// Absolute paths, by name. Links are not followed: they could lead anywhere.
    func files() throws -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let found = names.filter { $0.hasSuffix(".parquet") }.sorted()
        guard !found.isEmpty else {
            throw WorkFailure(
                .userError,
                "The command ended well and left no file *.parquet in BASIN_OUTPUT; "
                    + "write one, without rows if there are none."
            )
        }
        guard found.count <= Self.maximumFiles else {
            throw WorkFailure(
                .userError, "The command left \(found.count) files; write at most \(Self.maximumFiles), larger ones.")
        }
        return try found.map { name in
            let path = folder + "/" + name
            let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
            guard kind == .typeRegular else {
                throw WorkFailure(
                    .userError, "The command's output \(name.debugDescription) is no regular file; write one.")
            }
            return path
        }
    }

    func write(_ files: [String], to writer: StagedWriter, cancellation: RunCancellation) throws -> StagedFile {
        let sandbox = try RunSandbox(inputs: [], files: files + [writer.path], limits: order.limits)
        return try cancellation.watching(sandbox.connection) {
            for file in files { try compare(file, sandbox.connection) }
            let list = files.map(\.sqlLiteral).joined(separator: ",")
            do {
                return try writer.write(
                    from: "read_parquet([\(list)], union_by_name = true, hive_partitioning = false)", through: sandbox)
            } catch let error as BasinError where !Self.isOurs(error.message) {
                throw WorkFailure(
                    .userError,
                    "The command's output begins as Parquet and cannot be read to its end; have the command close its "
                        + "files before it ends. (\(EngineFailure.tellable(error.message, files: files)))")
            }
        }
    }

    /// Trouble that is not in what the command left: memory, and the disk that is written to.
    private static func isOurs(_ message: String) -> Bool {
        message.contains("Out of Memory") || message.contains("Could not write") || EngineFailure.isFullDisk(message)
    }

    private func compare(_ file: String, _ connection: DuckDBConnection) throws {
        let name = String(file.dropFirst(folder.utf8.count + 1))
        var found: [String: String] = [:]
        do {
            try connection.query(
                "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM "
                    + "read_parquet(\(file.sqlLiteral), hive_partitioning = false))", errorCode: .query
            ).forEachChunk { chunk in
                for row in 0..<chunk.rowCount {
                    if let column = chunk.string(column: 0, row: row) {
                        found[column] = chunk.string(column: 1, row: row)
                    }
                }
            }
        } catch let error as BasinError where !error.message.contains("Out of Memory") {
            throw WorkFailure(
                .userError,
                "The command's file \(name.debugDescription) is no Parquet file that can be read; write it whole.")
        }
        if let problem = Self.difference(found: found, declared: order.producedColumns) {
            throw WorkFailure(.userError, "The command's file \(name.debugDescription) \(problem)")
        }
    }

    /// What is wrong with a file's columns (names to DuckDB's types); nil when they fit.
    static func difference(found: [String: String], declared: [Column]) -> String? {
        if found[Envelope.partitionTime.column.name] != nil {
            return "has a column \(Envelope.partitionTime.column.name), which Basin sets itself; leave it out."
        }
        for column in declared {
            guard let type = found[column.name] else {
                return "has no column \(column.name); the definition declares it as \(column.type)."
            }
            guard fits(type, column.type) else {
                return "has the column \(column.name) as \(type); the definition declares \(column.type)."
            }
        }
        let extra = Set(found.keys).subtracting(declared.map(\.name)).sorted()
        guard let first = extra.first else { return nil }
        return
            "has a column \(first.debugDescription) that the definition does not declare; declare it or leave it out."
    }

    /// The same type, or one of which every value is a value of it.
    private static func fits(_ found: String, _ declared: FieldType) -> Bool {
        let name = declared.duckDBName
        if found.replacing(" ", with: "") == name.replacing(" ", with: "") { return true }
        switch declared {
        case .int32: return ["TINYINT", "SMALLINT", "UTINYINT", "USMALLINT"].contains(found)
        case .int64: return ["TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"].contains(found)
        case .double: return ["FLOAT", "INTEGER", "SMALLINT", "TINYINT"].contains(found)
        case .timestamp: return ["TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS"].contains(found)
        case .json: return found == "JSON"
        // DuckDB quotes the names of a struct's fields only where it must.
        case .list, .structure: return found.replacing("\"", with: "") == name.replacing("\"", with: "")
        default: return false
        }
    }
}
