import BasinCollection
import BasinCore

/// The event types of the model: one with a person, one whose personal field nobody owns, one of many field types, two
/// small ones. The first has a second schema version, and both are sent side by side.
enum ModelTypes {
    static let all: [AppliedEventType] = [
        applied(1, "song_played", [songFields, songFields + [field("device", .string, 111, isRequired: false)]]),
        applied(
            2, "page_viewed",
            [[
                field("url", .string, 101), field("views", .int64, 102, isRequired: false),
                field("at", .timestamp, 103, isRequired: false), field("is_new", .bool, 104),
                Field(name: "comment", type: .string, id: 105, isRequired: false, classification: .personal),
            ]]),
        applied(
            3, "ad_shown",
            [[
                Field(
                    name: "person", type: .int64, id: 101, isRequired: false, classification: .pseudonymous,
                    isSubject: true),
                field("slot", .int32, 102), field("day", .date, 103, isRequired: false), field("ad", .uuid, 104),
                field("prices", .list(element: .int64, elementID: 106), 105, isRequired: false),
            ]]),
        applied(4, "tick", [[field("n", .int64, 101)], [field("n", .int64, 101, isRequired: false)]]),
        applied(5, "tock", [[field("n", .int64, 101, isRequired: false)]]),
        applied(6, unknownName, [[field("n", .int64, 101, isRequired: false)]]),
    ]

    /// What senders name before anyone applied it; what they send is charged to type 0.
    static let unknownName = "unheard_of"
    static let ids: [UInt32] = [0, 1, 2, 3, 4, 5, 6]
    static let firstHour = Hour("2026-03-01T10")!

    /// As intake knew the types before the second version of the first was applied, after that, and when what senders
    /// did wrong was mended: a tick need not have its number, and the unknown type is known.
    static let catalogs = [
        IntakeCatalog(all.prefix(5).map(first)), IntakeCatalog([all[0]] + all[1..<5].map(first)), IntakeCatalog(all),
    ]

    /// The first of `catalogs` by which intake takes such an event.
    static func catalog(_ event: ModelEvent) -> Int {
        switch (event.identity.typeID, event.version) {
        case (1, let version): version - 1
        case (4, 2), (6, _): 2
        default: 1
        }
    }

    static func schema(_ typeID: UInt32, version: Int) -> EventSchema { all[Int(typeID) - 1].versions[version - 1] }

    private static func first(_ type: AppliedEventType) -> AppliedEventType {
        var type = type
        type.versions = [type.versions[0]]
        return type
    }

    private static let songFields = DataFolder.songPlayed.versions[0].fields

    private static func field(_ name: String, _ type: FieldType, _ id: Int, isRequired: Bool = true) -> Field {
        Field(name: name, type: type, id: id, isRequired: isRequired, classification: .none)
    }

    private static func applied(_ id: UInt32, _ name: String, _ versions: [[Field]]) -> AppliedEventType {
        AppliedEventType(
            id: id,
            definition: EventType(
                name: name, owner: "team", description: "Of the model.", fields: versions[versions.count - 1]),
            versions: versions.enumerated().map { EventSchema(version: $0.offset + 1, fields: $0.element) },
            lastFieldID: 111, firstHour: firstHour)
    }
}
