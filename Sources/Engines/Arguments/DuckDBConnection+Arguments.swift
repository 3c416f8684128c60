import BasinCore
import CDuckDB

extension DuckDBConnection {
    /// The parameters of a statement, in order, and what its places ask for; nil where any type may stand.
    /// - Throws: `.query` with DuckDB's own message.
    func parameterTypes(of sql: String) throws -> [(name: String, type: ArgumentType?)] {
        try withPrepared(sql, errorCode: .query) { statement in
            (1..<(1 + duckdb_nparams(statement))).map { position in
                var type = duckdb_param_logical_type(statement, position)
                defer { duckdb_destroy_logical_type(&type) }
                return (Self.parameterName(statement, position), ArgumentType(place: duckdb_get_type_id(type)))
            }
        }
    }

    /// In lower case.
    static func parameterName(_ statement: duckdb_prepared_statement, _ position: idx_t) -> String {
        let name = duckdb_parameter_name(statement, position)
        defer { duckdb_free(UnsafeMutableRawPointer(mutating: name)) }
        return SyntaxTreeCheck.folded(name.map { String(cString: $0) } ?? "")
    }

    /// The value that the text stands for; nil when it is none of the type. The caller destroys it.
    func argumentValue(_ text: String, _ type: ArgumentType) throws -> duckdb_value? {
        switch type {
        case .text: return duckdb_create_varchar_length(text, idx_t(text.utf8.count))
        case .number: return try number(text)
        case .decimal(let precision, let scale):
            guard let number = WrittenNumber(text), number.scale <= scale, number.precision - number.scale <= precision - scale
            else { return nil }
            let zeros = String(repeating: "0", count: scale - number.scale)
            return try decimal(number.digits + zeros, precision: precision, scale: scale)
        case .whole(let name):
            guard let number = WrittenNumber(text), number.scale == 0, !text.utf8.contains(46) else { return nil }
            return try whole(number.digits, name)
        case .boolean: return try cast(text, "BOOLEAN") { duckdb_create_bool($0.value(as: UInt8.self) != 0) }
        case .float: return try cast(text, "FLOAT") { duckdb_create_float($0.value(as: Float.self)) }
        case .double: return try double(text)
        case .bytes: return try bytes(text)
        // A time behind the day would be lost without a word.
        case .date where text.utf8.contains(UInt8(ascii: ":")): return nil
        case .date: return try cast(text, "DATE") { duckdb_create_date(duckdb_date(days: $0.value(as: Int32.self))) }
        case .time: return try cast(text, "TIME") { duckdb_create_time(duckdb_time(micros: $0.value(as: Int64.self))) }
        case .timestamp:
            return try cast(text, "TIMESTAMP") { duckdb_create_timestamp(duckdb_timestamp(micros: $0.value(as: Int64.self))) }
        case .timestampTZ:
            return try cast(text, "TIMESTAMPTZ") {
                duckdb_create_timestamp_tz(duckdb_timestamp(micros: $0.value(as: Int64.self)))
            }
        case .interval:
            return try cast(text, "INTERVAL") { cell in
                duckdb_create_interval(cell.value(as: duckdb_interval.self))
            }
        case .uuid:
            return try cast(text, "UUID") { cell in
                // In a vector the highest bit is turned, so that values sort as signed numbers do.
                let half = cell.value(as: duckdb_uhugeint.self)
                return duckdb_create_uuid(duckdb_uhugeint(lower: half.lower, upper: half.upper ^ (1 << 63)))
            }
        }
    }

    /// As SQL reads it where it is written out.
    private func number(_ text: String) throws -> duckdb_value? {
        guard let number = WrittenNumber(text) else {
            // `1e9`, `nan`: what is no number at all is none here either.
            return try double(text)
        }
        if number.scale == 0 {
            if let value = try whole(number.digits, "BIGINT") { return value }
            return try whole(number.digits, "HUGEINT")
        }
        guard number.precision <= 38 else { return nil }
        return try decimal(number.digits, precision: number.precision, scale: number.scale)
    }

    /// Too large a number is none, though DuckDB takes it for an infinity; that must be written `inf`.
    private func double(_ text: String) throws -> duckdb_value? {
        try cast(text, "DOUBLE") { cell in
            let value = cell.value(as: Double.self)
            return value.isFinite || !text.utf8.contains(where: { (48...57).contains($0) }) ? duckdb_create_double(value) : nil
        }
    }

    private func decimal(_ digits: String, precision: Int, scale: Int) throws -> duckdb_value? {
        try cast(digits, "HUGEINT") { cell in
            duckdb_create_decimal(
                duckdb_decimal(width: UInt8(precision), scale: UInt8(scale), value: cell.value(as: duckdb_hugeint.self)))
        }
    }

    private func whole(_ text: String, _ name: String) throws -> duckdb_value? {
        try cast(text, name) { cell in
            switch name {
            case "TINYINT": duckdb_create_int8(cell.value(as: Int8.self))
            case "SMALLINT": duckdb_create_int16(cell.value(as: Int16.self))
            case "INTEGER": duckdb_create_int32(cell.value(as: Int32.self))
            case "UTINYINT": duckdb_create_uint8(cell.value(as: UInt8.self))
            case "USMALLINT": duckdb_create_uint16(cell.value(as: UInt16.self))
            case "UINTEGER": duckdb_create_uint32(cell.value(as: UInt32.self))
            case "UBIGINT": duckdb_create_uint64(cell.value(as: UInt64.self))
            case "HUGEINT": duckdb_create_hugeint(cell.value(as: duckdb_hugeint.self))
            default: duckdb_create_int64(cell.value(as: Int64.self))
            }
        }
    }

    private func bytes(_ text: String) throws -> duckdb_value? {
        var value: duckdb_value?
        try query("SELECT TRY(from_base64(?::VARCHAR))", [.text(text)], errorCode: .query).forEachChunk { chunk in
            guard value == nil, chunk.rowCount > 0, let bytes = chunk.bytes(column: 0, row: 0) else { return }
            value = duckdb_create_blob(bytes.bindMemory(to: UInt8.self).baseAddress, idx_t(bytes.count))
        }
        return value
    }

    /// - Parameter type: of our own list, never text of a person.
    private func cast(_ text: String, _ type: String, _ make: (DuckDBChunk) -> duckdb_value?) throws -> duckdb_value? {
        var value: duckdb_value?
        try query("SELECT TRY_CAST(?::VARCHAR AS \(type))", [.text(text)], errorCode: .query).forEachChunk { chunk in
            guard value == nil, chunk.rowCount > 0, !chunk.isNull(column: 0, row: 0) else { return }
            value = make(chunk)
        }
        return value
    }
}

extension DuckDBChunk {
    /// The first cell of the first column, which is not null and of that width.
    fileprivate func value<Value>(as type: Value.Type) -> Value {
        duckdb_vector_get_data(duckdb_data_chunk_get_vector(handle, 0)).load(as: Value.self)
    }
}

extension ArgumentType {
    /// What a place of that type takes when nobody says the type: numbers as SQL reads them, whatever the place's width,
    /// so that nothing is rounded before it is compared.
    init?(place: duckdb_type) {
        switch place {
        case DUCKDB_TYPE_BOOLEAN: self = .boolean
        case DUCKDB_TYPE_TINYINT, DUCKDB_TYPE_SMALLINT, DUCKDB_TYPE_INTEGER, DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_UTINYINT,
            DUCKDB_TYPE_USMALLINT, DUCKDB_TYPE_UINTEGER, DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_HUGEINT, DUCKDB_TYPE_UHUGEINT,
            DUCKDB_TYPE_DECIMAL, DUCKDB_TYPE_FLOAT, DUCKDB_TYPE_DOUBLE:
            self = .number
        case DUCKDB_TYPE_VARCHAR: self = .text
        case DUCKDB_TYPE_BLOB: self = .bytes
        case DUCKDB_TYPE_DATE: self = .date
        case DUCKDB_TYPE_TIME: self = .time
        case DUCKDB_TYPE_TIMESTAMP, DUCKDB_TYPE_TIMESTAMP_S, DUCKDB_TYPE_TIMESTAMP_MS, DUCKDB_TYPE_TIMESTAMP_NS:
            self = .timestamp
        case DUCKDB_TYPE_TIMESTAMP_TZ: self = .timestampTZ
        case DUCKDB_TYPE_INTERVAL: self = .interval
        case DUCKDB_TYPE_UUID: self = .uuid
        default: return nil
        }
    }
}
