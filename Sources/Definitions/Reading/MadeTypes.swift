import BasinCore

/// The event types that come with sources: where calls go that no route takes, and which ids belong to one person.
/// A project that declares an event type of the same name has its own instead.
enum MadeTypes {
    /// Anonymous ids and the users that they turned out to be, from calls such as identify and alias.
    static let identityLinks = "identity_links"

    static func of(_ sources: [SourceDefinition]) -> [EventDefinition] {
        let sources = sources.sorted { $0.source.name < $1.source.name }
        var types = sources.filter(\.makesCatchAll).map { EventDefinition(type: catchAll($0.source), file: $0.file) }
        if let first = sources.first(where: { $0.source.clientProtocol.knowsPeople }) {
            types.append(EventDefinition(type: links(owner: first.source.owner), file: first.file))
        }
        return types
    }

    private static func catchAll(_ source: EventSource) -> EventType {
        EventType(
            name: source.catchAll, owner: source.owner,
            description: "What came through the source \(source.name) and is of no event type of its own.",
            fields: [
                text("call", "The kind of call: \(source.clientProtocol.calls.joined(separator: ", "))."),
                text("name", "What the client calls the event."),
                Field(
                    name: "person", type: .string, isRequired: false, classification: .pseudonymous, isSubject: true,
                    description: "The user's id, or the anonymous id while nobody is signed in."),
                alias("anonymous_id", "The id of the installation or browser."),
                Field(
                    name: "payload", type: .json, isRequired: false, classification: .personal,
                    description: "The whole call as it came."),
            ])
    }

    private static func links(owner: String) -> EventType {
        EventType(
            name: identityLinks, owner: owner,
            description: "An anonymous id turned out to be a user's: a client said identify or alias.",
            fields: [
                alias("anonymous_id", "The id that was used before."),
                Field(
                    name: "user_id", type: .string, classification: .pseudonymous, isSubject: true,
                    description: "The user."),
            ])
    }

    private static func text(_ name: String, _ description: String) -> Field {
        Field(name: name, type: .string, isRequired: false, classification: .none, description: description)
    }

    private static func alias(_ name: String, _ description: String) -> Field {
        var field = Field(
            name: name, type: .string, isRequired: false, classification: .pseudonymous, description: description)
        field.isAlias = true
        return field
    }
}

extension ClientProtocol {
    /// Its clients say which anonymous id is which user.
    fileprivate var knowsPeople: Bool { self == .segment || self == .posthog }
}
