package import BasinCore

/// A type of Iceberg, as its JSON spells it: `"long"`, or an object for a list or a struct.
package indirect enum SchemaType: Sendable, Hashable {
    case primitive(String)
    case list(elementID: Int, element: SchemaType)
    case structure([SchemaField])

    /// What a stored column of Basin is in Iceberg.
    package init(_ type: FieldType) {
        switch type {
        case .string, .json: self = .primitive("string")
        case .bool: self = .primitive("boolean")
        case .int32: self = .primitive("int")
        case .int64: self = .primitive("long")
        case .float: self = .primitive("float")
        case .double: self = .primitive("double")
        case .decimal(let precision, let scale): self = .primitive("decimal(\(precision), \(scale))")
        case .timestamp: self = .primitive("timestamptz")
        case .date: self = .primitive("date")
        case .uuid: self = .primitive("uuid")
        case .binary: self = .primitive("binary")
        case .list(let element, let elementID): self = .list(elementID: elementID, element: SchemaType(element))
        case .structure(let fields):
            // Optional whatever was declared: the Parquet writer marks nothing inside a struct as required.
            self = .structure(
                fields.map { SchemaField(id: $0.id, name: $0.name, isRequired: false, type: SchemaType($0.type)) })
        }
    }

    /// Whether Iceberg lets a column of this type become one of the other type, in place.
    func canBecome(_ other: SchemaType) -> Bool {
        switch (self, other) {
        case (.primitive(let old), .primitive(let new)):
            if old == new || (old == "int" && new == "long") || (old == "float" && new == "double") { return true }
            guard let a = Self.decimal(old), let b = Self.decimal(new) else { return false }
            return a.scale == b.scale && a.precision <= b.precision
        case (.list(let oldID, let old), .list(let newID, let new)):
            return oldID == newID && old.canBecome(new)
        case (.structure(let old), .structure(let new)):
            return SchemaField.canEvolve(old, into: new)
        default:
            return false
        }
    }

    private static func decimal(_ text: String) -> (precision: Int, scale: Int)? {
        guard text.hasPrefix("decimal("), text.hasSuffix(")") else { return nil }
        let parts = text.dropFirst(8).dropLast().split(separator: ",")
        guard parts.count == 2, let precision = Int(parts[0].drop { $0 == " " }),
            let scale = Int(parts[1].drop { $0 == " " })
        else { return nil }
        return (precision, scale)
    }
}

extension SchemaType: Codable {
    private enum CodingKeys: String, CodingKey {
        case type, element, fields
        case elementID = "element-id"
        case elementRequired = "element-required"
    }

    package init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            self = .primitive(name)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(String.self, forKey: .type) {
        case "list":
            self = .list(
                elementID: try container.decode(Int.self, forKey: .elementID),
                element: try container.decode(SchemaType.self, forKey: .element))
        case "struct":
            self = .structure(try container.decode([SchemaField].self, forKey: .fields))
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .type, in: container, debugDescription: "not a type that Basin writes")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .primitive(let name):
            var container = encoder.singleValueContainer()
            try container.encode(name)
        case .list(let elementID, let element):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode("list", forKey: .type)
            try container.encode(elementID, forKey: .elementID)
            try container.encode(element, forKey: .element)
            try container.encode(false, forKey: .elementRequired)
        case .structure(let fields):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode("struct", forKey: .type)
            try container.encode(fields, forKey: .fields)
        }
    }
}
