import BasinCore
import BasinKeys

/// What becomes of each field of a row, worked out once a file so that a cell costs no look at its definition.
struct EventFilePlan {
    enum Cell {
        case oneByte
        case fourBytes
        case eightBytes
        case text
        /// The person's id, or another one of theirs: the pseudonym in the slot of `RowSubjects` is stored instead.
        case pseudonym(slot: Int, isText: Bool)
        case sealed(isText: Bool, origin: FieldOrigin)
        /// Decimals, UUIDs, lists, structs: by their type.
        case other
    }

    let cells: [Cell]
    /// Positions of the fields that hold ids of people.
    let pseudonyms: [Int]
    /// Which of them is the subject, whose key seals the personal fields.
    let subjectSlot: Int?
    let needsDayKey: Bool

    init(_ schema: EventSchema, typeID: UInt32) {
        let pseudonyms = schema.fields.indices.filter { schema.fields[$0].isPseudonym }
        self.pseudonyms = pseudonyms
        subjectSlot = pseudonyms.firstIndex { schema.fields[$0].isSubject }
        cells = schema.fields.enumerated().map { position, field in
            let isText = Self.isText(field.type)
            if let slot = pseudonyms.firstIndex(of: position) { return .pseudonym(slot: slot, isText: isText) }
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
        needsDayKey = schema.fields.contains { $0.classification.isSealed }
    }

    private static func isText(_ type: FieldType) -> Bool {
        switch type {
        case .string, .json, .binary: true
        default: false
        }
    }
}
