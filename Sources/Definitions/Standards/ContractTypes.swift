import BasinCore

/// The type of a field that holds what a contract's property describes.
enum ContractTypes {
    /// The type, and what it does not say of the property's own, where it does not.
    static func type(of property: ContractProperty, fields: (ContractProperty) -> Field?) -> (type: FieldType, note: String?) {
        let physical = property.physicalType?.lowercased() ?? ""
        let format = property.options.first { $0.name == "format" }?.value.text?.lowercased()
        switch property.logicalType {
        case "object":
            let inner = property.properties.compactMap(fields)
            return inner.isEmpty ? (.json, "an object of any shape is kept as json") : (.structure(inner), nil)
        case "array":
            guard let items = property.items.first else { return (.json, "a list of anything is kept as json") }
            let element = type(of: items, fields: fields)
            return (.list(element: element.type, elementID: 0), element.note)
        default: break
        }
        if case .whole(let own) = TypeSyntax(physical) { return (own, nil) }
        if let decimal = decimal(physical) { return (decimal, nil) }
        switch property.logicalType {
        case "string": return (format == "uuid" ? .uuid : .string, nil)
        case "boolean": return (.bool, nil)
        case "integer":
            let isSmall = ["i8", "i16", "i32"].contains(format ?? "") || ["int", "integer", "smallint"].contains(physical)
            return (isSmall ? .int32 : .int64, nil)
        case "number":
            return (format == "f32" || physical == "real" ? .float : .double, nil)
        case "date": return (.date, nil)
        case "timestamp": return (.timestamp, nil)
        case "time": return (.string, "a time of day is kept as text")
        case let other:
            if let usual = usual(physical) { return (usual, nil) }
            return (.json, "the type \(other ?? property.physicalType ?? "") is not known and is kept as json")
        }
    }

    private static func decimal(_ physical: String) -> FieldType? {
        guard let open = physical.firstIndex(of: "("), physical.hasSuffix(")"),
            ["decimal", "numeric", "number"].contains(String(physical[..<open]).trimmed),
            case .whole(let type) = TypeSyntax("decimal" + physical[open...])
        else { return nil }
        return type
    }

    /// What databases call the types, without their sizes.
    private static func usual(_ physical: String) -> FieldType? {
        switch String(physical.prefix { $0 != "(" }).trimmed {
        case "varchar", "char", "text", "character varying", "nvarchar": .string
        case "boolean": .bool
        case "int", "integer", "smallint", "int4": .int32
        case "bigint", "long", "int8": .int64
        case "real", "float4": .float
        case "double precision", "float8", "float64", "number", "numeric": .double
        case "datetime", "timestamptz", "timestamp_tz", "timestamp_ntz", "timestamp with time zone": .timestamp
        default: nil
        }
    }
}
