import BasinCore

/// An event type as generated code has it, whatever the language.
struct GeneratedEvent: Sendable, Hashable {
    /// As it is sent.
    var name: String
    /// Where it is declared.
    var file: String
    /// Paragraphs.
    var documentation: [String]
    /// What to send instead.
    var deprecation: String?
    /// What clients send, in declared order.
    var fields: [GeneratedField]
    /// The field with the id of the person whom the event is about.
    var subject: String?

    /// - Throws: `.definition` for a field that events cannot carry.
    init(_ definition: EventDefinition) throws(BasinError) {
        let type = definition.type
        let sent = EventSchema(version: 0, fields: type.fields).sentFields
        name = type.name
        file = definition.file
        documentation = [type.description, "Owner: \(type.owner)."]
        deprecation = type.deprecation?.note
        fields = try GeneratedField.fields(sent, outer: nil, path: type.name)
        subject = sent.first { $0.isSubject }?.name
    }
}
