import BasinCore
import CDuckDB

/// What a column of a result can be stored as.
enum StoredType {
    case stored(FieldType)
    /// What to do about it: `cast it to …`.
    case refused(String)

    /// - Parameter isNested: inside a list or struct, where no sealed value may be.
    init(_ handle: duckdb_logical_type?, isNested: Bool = false) {
        if let alias = duckdb_logical_type_get_alias(handle) {
            defer { duckdb_free(alias) }
            self = String(cString: alias) == "JSON" ? .stored(.json) : .refused("cast it to VARCHAR")
            return
        }
        switch duckdb_get_type_id(handle) {
        case DUCKDB_TYPE_BOOLEAN: self = .stored(.bool)
        case DUCKDB_TYPE_TINYINT, DUCKDB_TYPE_SMALLINT, DUCKDB_TYPE_INTEGER, DUCKDB_TYPE_UTINYINT,
            DUCKDB_TYPE_USMALLINT:
            self = .stored(.int32)
        // The sum of whole numbers is a HUGEINT, and next to never one that BIGINT does not hold.
        case DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_UINTEGER, DUCKDB_TYPE_HUGEINT: self = .stored(.int64)
        case DUCKDB_TYPE_FLOAT: self = .stored(.float)
        case DUCKDB_TYPE_DOUBLE: self = .stored(.double)
        case DUCKDB_TYPE_DECIMAL:
            self = .stored(
                .decimal(precision: Int(duckdb_decimal_width(handle)), scale: Int(duckdb_decimal_scale(handle))))
        case DUCKDB_TYPE_VARCHAR: self = .stored(.string)
        // Without a zone they are UTC, as everywhere here.
        case DUCKDB_TYPE_TIMESTAMP_TZ, DUCKDB_TYPE_TIMESTAMP, DUCKDB_TYPE_TIMESTAMP_S, DUCKDB_TYPE_TIMESTAMP_MS:
            self = .stored(.timestamp)
        case DUCKDB_TYPE_DATE: self = .stored(.date)
        case DUCKDB_TYPE_UUID: self = .stored(.uuid)
        case DUCKDB_TYPE_BLOB:
            self = isNested ? .refused("leave it out: bytes and sealed values stand alone") : .stored(.binary)
        case DUCKDB_TYPE_LIST: self = Self.taking(duckdb_list_type_child_type(handle)).list
        case DUCKDB_TYPE_ARRAY: self = Self.taking(duckdb_array_type_child_type(handle)).list
        case DUCKDB_TYPE_STRUCT: self = Self.structure(handle)
        case DUCKDB_TYPE_SQLNULL: self = .refused("say which type NULL has, as in CAST(NULL AS VARCHAR)")
        case DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_UHUGEINT, DUCKDB_TYPE_BIGNUM:
            self = .refused("cast it to BIGINT, or to DECIMAL(38, 0) when it can be larger")
        case DUCKDB_TYPE_TIMESTAMP_NS: self = .refused("cast it to TIMESTAMPTZ")
        case DUCKDB_TYPE_MAP: self = .refused("make it a list of structs with map_entries(…)")
        case DUCKDB_TYPE_TIME, DUCKDB_TYPE_TIME_TZ, DUCKDB_TYPE_INTERVAL:
            self = .refused("store seconds with epoch(…), or cast it to VARCHAR")
        default: self = .refused("cast it to VARCHAR")
        }
    }

    private var list: StoredType {
        switch self {
        case .stored(let element): .stored(.list(element: element, elementID: 0))
        case .refused: self
        }
    }

    private static func structure(_ handle: duckdb_logical_type?) -> StoredType {
        var fields: [Field] = []
        for index in 0..<duckdb_struct_type_child_count(handle) {
            let pointer = duckdb_struct_type_child_name(handle, index)
            defer { duckdb_free(pointer) }
            let name = pointer.map { String(cString: $0) } ?? ""
            guard Name.isValid(name) else {
                return .refused("name its fields with lower-case letters, digits and underscores")
            }
            switch taking(duckdb_struct_type_child_type(handle, index)) {
            case .refused(let remedy): return .refused(remedy)
            case .stored(let type):
                fields.append(Field(name: name, type: type, isRequired: false, classification: .none))
            }
        }
        return .stored(.structure(fields))
    }

    /// Reads the type of something inside and frees its handle.
    private static func taking(_ handle: duckdb_logical_type?) -> StoredType {
        var handle = handle
        defer { duckdb_destroy_logical_type(&handle) }
        return StoredType(handle, isNested: true)
    }
}
