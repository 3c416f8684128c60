import BasinCore
import BasinEngines
import BasinKeys
import BasinMetastore

/// Reads and rewrites the files of refused events. Every call blocks; one caller at a time.
final class QuarantineFiles {
    private let connection: DuckDBConnection
    private let sealing: SealingContext
    /// Reasons that one answer lists at most; the rest is summed up.
    static let mostReasons = 1000

    init(keys: KeyStore) throws {
        connection = try DuckDB(threads: 1, memoryLimit: "512MB").connect()
        sealing = try SealingContext(keys)
    }

    /// Hands out every row of a file, in order, until `body` answers false.
    func forEachRow(_ file: FileRecord, code: RefusalCode? = nil, _ body: (QuarantineRow) throws -> Bool) throws {
        let filter = code.map { " WHERE code = \($0.rawValue.sqlLiteral)" } ?? ""
        let rows = try connection.query(
            "SELECT epoch_us(_received_time), code, field, message, payload, file_row_number FROM "
                + "read_parquet(\(file.path.sqlLiteral), file_row_number = true)\(filter) ORDER BY file_row_number")
        var goesOn = true
        try rows.forEachChunk { chunk in
            for row in 0..<chunk.rowCount where goesOn {
                goesOn = try body(
                    QuarantineRow(
                        number: Int(chunk.int64(column: 5, row: row) ?? 0),
                        received: Timestamp(microseconds: chunk.int64(column: 0, row: row) ?? 0),
                        code: chunk.string(column: 1, row: row) ?? "", field: chunk.string(column: 2, row: row),
                        message: chunk.string(column: 3, row: row) ?? "",
                        payload: try chunk.bytes(column: 4, row: row).flatMap(opened)))
            }
        }
    }

    /// Nil when the key of the day was destroyed.
    private func opened(_ sealed: UnsafeRawBufferPointer) throws -> [UInt8]? {
        do {
            return try sealing.open(sealed)
        } catch let error as BasinError where error.code == .notFound {
            return nil
        }
    }

    /// The reasons in the files, the commonest first.
    func reasons(_ files: [FileRecord]) throws -> [QuarantineReason] {
        guard !files.isEmpty else { return [] }
        let list = files.map(\.path.sqlLiteral).joined(separator: ", ")
        var reasons: [QuarantineReason] = []
        try connection.query(
            "SELECT code, field, message, count(*), epoch_us(min(_received_time)), epoch_us(max(_received_time)) FROM "
                + "read_parquet([\(list)]) GROUP BY ALL ORDER BY 4 DESC, 1, 2, 3 LIMIT \(Self.mostReasons)"
        ).forEachChunk { chunk in
            for row in 0..<chunk.rowCount {
                reasons.append(
                    QuarantineReason(
                        code: chunk.string(column: 0, row: row) ?? "", field: chunk.string(column: 1, row: row),
                        message: chunk.string(column: 2, row: row) ?? "",
                        events: Int(chunk.int64(column: 3, row: row) ?? 0),
                        first: Timestamp(microseconds: chunk.int64(column: 4, row: row) ?? 0),
                        last: Timestamp(microseconds: chunk.int64(column: 5, row: row) ?? 0)))
            }
        }
        return reasons
    }

    /// Writes the file again without the rows of these numbers; durable on return.
    /// - Returns: the new file; nil when no row is left.
    func rewrite(_ file: FileRecord, without numbers: [Int], to path: String) throws -> FileRecord? {
        guard numbers.count < file.rows else { return nil }
        let gone = numbers.map { String($0) }.joined(separator: ", ")
        do {
            let rows = try connection.query(
                "COPY (SELECT * EXCLUDE (file_row_number) FROM read_parquet(\(file.path.sqlLiteral), "
                    + "file_row_number = true) WHERE file_row_number NOT IN (SELECT unnest([\(gone)]))) "
                    + "TO \(path.sqlLiteral) (\(ParquetWriter.options(QuarantineFileWriter.columns)))"
            ).integer()
            return FileRecord(
                typeID: file.typeID, hour: file.hour, kind: .quarantine, path: path, schemaVersion: file.schemaVersion,
                rows: Int(rows), bytes: try FileDurability.sync(path))
        } catch {
            FileDurability.remove([path])
            throw error
        }
    }
}
