import BasinCollection
import BasinCore

/// Event types and bodies for intake's tests, and a reader of its rows.
enum IntakeFixture {
    static func type(_ fields: [Field]) -> AppliedEventType { type("song_played", fields) }

    static func type(
        _ name: String, id: UInt32 = 1, version: Int = 1, unknown: UnknownFields = .drop,
        isRemoved: Bool = false, _ fields: [Field]
    ) -> AppliedEventType {
        AppliedEventType(
            id: id,
            definition: EventType(name: name, owner: "team", description: "", unknownFields: unknown, fields: fields),
            versions: [EventSchema(version: version, fields: fields)], lastFieldID: 100 + fields.count,
            isRemoved: isRemoved, firstHour: Hour(index: 0))
    }

    static func field(
        _ type: FieldType, _ name: String = "v", isRequired: Bool = true, isSubject: Bool = false,
        acceptsEpochMilliseconds: Bool = false
    ) -> Field {
        Field(
            name: name, type: type, isRequired: isRequired, classification: .none, isSubject: isSubject,
            acceptsEpochMilliseconds: acceptsEpochMilliseconds)
    }

    static func event(
        id: String = "1", type: String = "song_played", extra: String = "", data: String = "{}"
    ) -> String {
        "{\"specversion\":\"1.0\",\"id\":\"\(id)\",\"source\":\"app\",\"type\":\"\(type)\"\(extra),\"data\":\(data)}"
    }

    static func parse(
        _ body: String, _ mode: ContentMode = .batch, types: [AppliedEventType], limits: IntakeLimits = IntakeLimits()
    ) throws -> IntakeBatch {
        try parse(Array(body.utf8), mode, types: types, limits: limits)
    }

    static func parse(
        _ body: [UInt8], _ mode: ContentMode = .batch, isGzip: Bool = false, types: [AppliedEventType],
        limits: IntakeLimits = IntakeLimits()
    ) throws -> IntakeBatch {
        try body.withUnsafeBytes {
            try IntakeParser().parse(
                body: $0, mode: mode, isGzip: isGzip, catalog: IntakeCatalog(types), limits: limits)
        }
    }

    /// The bytes after source and id of the only row of a section.
    static func structure(_ section: IntakeBatch.Section) -> [UInt8] {
        var at = 28
        for _ in 0..<2 { at += 2 + Int(section.bytes[at]) + Int(section.bytes[at + 1]) << 8 }
        return Array(section.bytes[at...])
    }

    /// How many rows the bytes hold, by their sizes; nil when they do not end where the bytes end.
    static func rowCount(_ bytes: [UInt8]) -> Int? {
        var at = 0
        var count = 0
        while at + 4 <= bytes.count {
            at += 4 + Int(bytes[at]) + Int(bytes[at + 1]) << 8 + Int(bytes[at + 2]) << 16 + Int(bytes[at + 3]) << 24
            count += 1
        }
        return at == bytes.count ? count : nil
    }
}
