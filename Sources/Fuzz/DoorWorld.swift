import BasinCollection
import BasinCore

/// The sources and event types under which the doors are fuzzed.
enum DoorWorld {
    static let limits = IntakeLimits(bodyByteCount: 1 << 20, eventByteCount: 2_000, eventCount: 10_000)

    static let types: [AppliedEventType] = [
        type(
            1, "song_played",
            [
                field("user_id", .string, isRequired: false, isSubject: true), field("song", .string),
                field("n", .int64, isRequired: false), field("more", .json, isRequired: false),
            ]),
        type(2, "page_viewed", [field("url", .string, isRequired: false)]),
        type(
            3, "other",
            [
                field("call", .string, isRequired: false), field("name", .string, isRequired: false),
                field("person", .string, isRequired: false, isSubject: true), field("payload", .json, isRequired: false),
            ]),
        type(4, CompiledSource.links, [field("anonymous_id", .string), field("user_id", .string, isSubject: true)]),
    ]

    static let sources: [CompiledSource] = ClientProtocol.allCases.map { clientProtocol in
        let page = clientProtocol == .snowplow ? "pv" : clientProtocol == .otlp ? nil : "page"
        let source = EventSource(
            name: "fuzz", owner: "team", description: "x", clientProtocol: clientProtocol,
            routes: [
                SourceRoute(type: "song_played", fields: ["more": "context.page", "n": clientProtocol.properties + ".a.b"]),
                SourceRoute(type: "page_viewed", call: page, names: page == nil ? ["viewed"] : [], fields: ["url": "url"]),
            ], catchAll: "other")
        return CompiledSource(source, types: Dictionary(uniqueKeysWithValues: types.map { ($0.name, $0) }))
    }

    private static func field(
        _ name: String, _ type: FieldType, isRequired: Bool = true, isSubject: Bool = false
    ) -> Field {
        Field(name: name, type: type, isRequired: isRequired, classification: .none, isSubject: isSubject)
    }

    private static func type(_ id: UInt32, _ name: String, _ fields: [Field]) -> AppliedEventType {
        AppliedEventType(
            id: id, definition: EventType(name: name, owner: "team", description: "", fields: fields),
            versions: [EventSchema(version: 1, fields: fields)], lastFieldID: 100 + fields.count,
            firstHour: Hour(index: 0))
    }
}
