import BasinCore

/// What a field holds, as it is sent.
indirect enum GeneratedValue: Sendable, Hashable {
    case string, bool, int32, int64, float, double
    /// Sent as text.
    case decimal
    /// Sent as RFC 3339.
    case timestamp
    /// A day, sent as `2018-11-03`.
    case date
    case uuid
    /// Any JSON value.
    case json
    case list(GeneratedValue)
    case structure([GeneratedField])

    /// - Throws: `.definition` for what events cannot carry.
    init(_ type: FieldType, of field: Field, path: String) throws(BasinError) {
        switch type {
        case .string: self = .string
        case .bool: self = .bool
        case .int32: self = .int32
        case .int64: self = .int64
        case .float: self = .float
        case .double: self = .double
        case .decimal: self = .decimal
        case .timestamp: self = .timestamp
        case .date: self = .date
        case .uuid: self = .uuid
        case .json: self = .json
        case .list(let element, _): self = .list(try GeneratedValue(element, of: field, path: path))
        case .structure(let fields):
            self = .structure(try GeneratedField.fields(fields, outer: field, path: path))
        case .binary:
            throw BasinError(
                .definition,
                "The field \(path) holds bytes, which events cannot carry; declare it as a string with an encoding.")
        }
    }

    /// The fields of the struct that it is or that its elements are.
    var structure: [GeneratedField]? {
        switch self {
        case .structure(let fields): fields
        case .list(let element): element.structure
        default: nil
        }
    }

    /// It, and everything inside it.
    var parts: [GeneratedValue] {
        switch self {
        case .structure(let fields): [self] + fields.flatMap(\.value.parts)
        case .list(let element): [self] + element.parts
        default: [self]
        }
    }
}
