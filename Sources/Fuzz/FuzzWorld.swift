import BasinCollection
import BasinCore

/// The event types and limits under which intake and its oracle judge.
enum FuzzWorld {
    static let limits = IntakeLimits(bodyByteCount: 8192, eventByteCount: 700, eventCount: 10_000)

    static let types: [AppliedEventType] = [
        type(
            7, "plain", version: 3, .drop,
            [
                field("user_id", .string, isRequired: false, isSubject: true), field("b", .bool), field("i", .int32),
                field("l", .int64, isRequired: false),
                field("d", .double, isRequired: false), field("t", .timestamp, isRequired: false),
                field("name_of_more_than_sixteen_bytes", .string, isRequired: false),
            ]),
        type(
            9, "numbers", version: 1, .quarantine,
            [
                field("f", .float, isRequired: false), field("d", .double, isRequired: false),
                field("m", .decimal(precision: 9, scale: 2), isRequired: false),
                field("m38", .decimal(precision: 38, scale: 10), isRequired: false),
                field("m5", .decimal(precision: 5, scale: 0), isRequired: false),
                field("ms", .timestamp, isRequired: false, acceptsEpochMilliseconds: true),
                field("date", .date, isRequired: false), field("u", .uuid, isRequired: false),
                field("i", .int32, isRequired: false), field("l", .int64, isRequired: false),
            ]),
        type(
            300, "nested", version: 2, .drop,
            [
                field("who", .string, isSubject: true),
                field("j", .json, isRequired: false),
                field("tags", .list(element: .string, elementID: 0), isRequired: false),
                field("grid", .list(element: .list(element: .int32, elementID: 0), elementID: 0), isRequired: false),
                field("prices", .list(element: .decimal(precision: 6, scale: 2), elementID: 0), isRequired: false),
                field(
                    "address",
                    .structure([
                        field("city", .string), field("zip", .int32, isRequired: false),
                        field("geo", .structure([field("lat", .double), field("lon", .double)]), isRequired: false),
                    ]), isRequired: false),
                field(
                    "items",
                    .list(
                        element: .structure([field("sku", .string), field("n", .int64, isRequired: false)]),
                        elementID: 0), isRequired: false),
            ]),
        type(
            301, "strict", version: 1, .quarantine,
            [
                field("a", .structure([field("x", .int32, isRequired: false)])),
                field(
                    "when", .list(element: .timestamp, elementID: 0), isRequired: false, acceptsEpochMilliseconds: true),
            ]),
        type(302, "empty", version: 1, .drop, []),
    ]

    private static func field(
        _ name: String, _ type: FieldType, isRequired: Bool = true, isSubject: Bool = false,
        acceptsEpochMilliseconds: Bool = false
    ) -> Field {
        Field(
            name: name, type: type, isRequired: isRequired, classification: .none, isSubject: isSubject,
            acceptsEpochMilliseconds: acceptsEpochMilliseconds)
    }

    private static func type(
        _ id: UInt32, _ name: String, version: Int, _ unknown: UnknownFields, _ fields: [Field]
    ) -> AppliedEventType {
        AppliedEventType(
            id: id,
            definition: EventType(name: name, owner: "fuzz", description: "", unknownFields: unknown, fields: fields),
            versions: [EventSchema(version: version, fields: fields)], lastFieldID: 0, firstHour: Hour(index: 0))
    }

    /// The same as JSON, for the oracle.
    static var json: String {
        let all = types.map { type in
            "{\"name\":\"\(type.name)\",\"id\":\(type.id),\"version\":\(type.schema.version),"
                + "\"quarantine\":\(type.definition.unknownFields == .quarantine),\"fields\":\(json(type.schema.fields))}"
        }
        return "{\"event_bytes\":\(limits.eventByteCount),\"body_bytes\":\(limits.bodyByteCount),\"types\":["
            + all.joined(separator: ",") + "]}"
    }

    private static func json(_ fields: [Field]) -> String {
        "["
            + fields.map { field in
                "{\"name\":\"\(field.name)\",\"required\":\(field.isRequired),\"subject\":\(field.isSubject && field.type == .string),"
                    + json(field.type, epoch: field.acceptsEpochMilliseconds) + "}"
            }.joined(separator: ",") + "]"
    }

    private static func json(_ type: FieldType, epoch: Bool) -> String {
        switch type {
        case .decimal(let precision, let scale): "\"type\":\"decimal\",\"precision\":\(precision),\"scale\":\(scale)"
        case .timestamp: "\"type\":\"timestamp\",\"epoch_ms\":\(epoch)"
        case .list(let element, _): "\"type\":\"list\",\"element\":{\(json(element, epoch: epoch))}"
        case .structure(let fields): "\"type\":\"structure\",\"fields\":\(json(fields))"
        default: "\"type\":\"\(type)\""
        }
    }
}
