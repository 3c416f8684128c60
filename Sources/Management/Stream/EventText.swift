import BasinCore
import BasinEngines

/// SQL that makes a stored event the JSON text of a CloudEvent again: sealed values read `[masked]`, the subject is a
/// pseudonym, what is not there is left out.
enum EventText {
    static func sql(_ type: AppliedEventType) -> String {
        let members = [
            "'\"specversion\":\"1.0\"'", member("id", "_event_id", .string), member("source", "_source", .string),
            "'\"type\":\"\(type.name)\"'", member("time", "_event_time", .timestamp),
            member("receivedtime", "_received_time", .timestamp), member("senttime", "_sent_time", .timestamp),
            member("sequence", "_sequence", .int64), "'\"data\":' || " + object(type.schema.fields.map(Self.member)),
        ]
        return object(members)
    }

    private static func member(_ field: Field) -> String {
        // A pseudonym is text, and so is the mask of a sealed value.
        let isText = field.isPseudonym || field.classification.isSealed
        return member(field.name, field.name.sqlIdentifier, isText ? .string : field.type)
    }

    /// Null where there is no value.
    private static func member(_ name: String, _ expression: String, _ type: FieldType, depth: Int = 0) -> String {
        "'\"\(name)\":' || \(json(expression, type, depth))"
    }

    private static func object(_ members: [String]) -> String {
        members.isEmpty ? "'{}'" : "'{' || concat_ws(',', \(members.joined(separator: ", "))) || '}'"
    }

    private static func json(_ expression: String, _ type: FieldType, _ depth: Int) -> String {
        switch type {
        // Stored as the JSON text that came.
        case .json: return expression
        case .string: return CellText.json(expression, .string)
        case .bool: return CellText.json(expression, .bool)
        case .int32, .int64, .decimal: return CellText.json(expression, .exactNumber)
        case .float, .double: return CellText.json(expression, .float)
        // Written in one go: of each event at least two times are.
        case .timestamp: return "strftime(\(expression), '\"%Y-%m-%dT%H:%M:%S.%fZ\"')"
        case .date, .uuid: return CellText.json(expression, .other)
        case .binary: return CellText.json(expression, .blob)
        case .list(let element, _):
            let item = "v\(depth)"
            let items =
                "list_transform(\(expression), lambda \(item): coalesce(\(json(item, element, depth + 1)), 'null'))"
            return "'[' || array_to_string(\(items), ',') || ']'"
        case .structure(let fields):
            let members = fields.enumerated().map { index, field in
                member(field.name, "struct_extract_at(\(expression), \(index + 1))", field.type, depth: depth)
            }
            return "CASE WHEN \(expression) IS NOT NULL THEN \(object(members)) END"
        }
    }
}
