import BasinCore
import BasinKeys

/// What becomes of each field of a row, worked out once a file so that a cell costs no look at its definition.
struct EventFilePlan {
    enum Cell {
        case oneByte
        case fourBytes
        case eightBytes
        case text
        case subject(isText: Bool)
        case sealed(isText: Bool, origin: FieldOrigin)
        /// Decimals, UUIDs, lists, structs: by their type.
        case other
    }

    let cells: [Cell]
    let subject: Int?
    let needsDayKey: Bool

    init(_ schema: EventSchema, typeID: UInt32) {
        cells = schema.fields.map { field in
            let isText = Self.isText(field.type)
            if field.isSubject { return .subject(isText: isText) }
            if field.classification.isSealed {
                return .sealed(isText: isText, origin: FieldOrigin(typeID: typeID, fieldID: UInt32(field.id)))
            }
            return switch field.type {
            case .bool: .oneByte
            case .int32, .float, .date: .fourBytes
            case .int64, .double, .timestamp: .eightBytes
            case .string, .json, .binary: .text
            case .decimal, .uuid, .list, .structure: .other
            }
        }
        subject = schema.fields.firstIndex { $0.isSubject }
        needsDayKey = schema.fields.contains { $0.classification.isSealed }
    }

    private static func isText(_ type: FieldType) -> Bool {
        switch type {
        case .string, .json, .binary: true
        default: false
        }
    }
}
