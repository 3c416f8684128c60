import BasinCore
import BasinEngines
import BasinKeys
import BasinMetastore

/// Reads files back as anybody would: with DuckDB, and with the keys for what is sealed.
final class ModelReader {
    private let connection: DuckDBConnection
    private let opener: SealingContext

    init(_ keys: KeyStore) throws {
        connection = try DuckDB().connect()
        opener = try SealingContext(keys)
    }

    func events(_ file: FileRecord) throws -> [ModelRow] {
        let fields = ModelTypes.schema(file.typeID, version: file.schemaVersion).fields
        let columns = fields.map { ModelValue.select($0.storedType, $0.name.sqlIdentifier) }
        let result = try connection.query(
            """
            SELECT _source, _event_id, epoch_us(_event_time), epoch_us(_received_time), epoch_us(_sent_time), _sequence,
                _schema_version::BIGINT, epoch_us(_partition_time), \(columns.joined(separator: ", "))
            FROM read_parquet(\(file.path.sqlLiteral))
            """)
        var rows: [ModelRow] = []
        try result.forEachChunk { chunk in
            for row in 0..<chunk.rowCount {
                var values: [String?] = []
                for (number, field) in fields.enumerated() {
                    let bytes = chunk.bytes(column: 8 + number, row: row)
                    let isSealed = field.classification.isSealed && !field.isSubject
                    values.append(
                        try bytes.map { String(decoding: isSealed ? try opener.open($0) : Array($0), as: UTF8.self) })
                }
                rows.append(
                    ModelRow(
                        identity: .init(
                            typeID: file.typeID, source: chunk.string(column: 0, row: row) ?? "",
                            id: chunk.string(column: 1, row: row) ?? ""),
                        eventTime: chunk.int64(column: 2, row: row) ?? .min,
                        received: Timestamp(microseconds: chunk.int64(column: 3, row: row) ?? .min),
                        sentTime: chunk.int64(column: 4, row: row), sequence: chunk.int64(column: 5, row: row),
                        version: Int(chunk.int64(column: 6, row: row) ?? 0), values: values, hour: file.hour,
                        partitionTime: chunk.int64(column: 7, row: row) ?? .min))
            }
        }
        return rows
    }

    func refused(_ file: FileRecord) throws -> [RefusedRow] {
        let result = try connection.query(
            "SELECT payload, epoch_us(_received_time) FROM read_parquet(\(file.path.sqlLiteral))")
        var rows: [RefusedRow] = []
        try result.forEachChunk { chunk in
            for row in 0..<chunk.rowCount {
                let payload = try chunk.bytes(column: 0, row: row).map { try opener.open($0) } ?? []
                rows.append(
                    RefusedRow(
                        typeID: file.typeID, payload: String(decoding: payload, as: UTF8.self),
                        received: Timestamp(microseconds: chunk.int64(column: 1, row: row) ?? .min), hour: file.hour))
            }
        }
        return rows
    }
}
