import BasinCore

/// One event as a sender made it: its JSON, and what must become of it.
struct ModelEvent {
    /// By which an event is told from another: it appears once in its type's dataset.
    struct Identity: Hashable, CustomStringConvertible {
        var typeID: UInt32
        var source: String
        var id: String
        var description: String { "\(id) of \(source), type \(typeID)" }
    }

    var identity: Identity
    var version: Int
    var eventTime: Timestamp?
    var sentTime: Timestamp?
    var sequence: Int?
    /// By the fields of its schema version; of a subject its own id, of a sealed field what was sealed.
    var values: [String?]
    var json: String
    /// Intake refuses it: it belongs in quarantine, as it was sent.
    var isRefused = false

    /// Another event of the identity: nothing else of it need be the same.
    static func random(
        _ identity: Identity, version: Int, around time: Timestamp, using generator: inout SeededGenerator
    ) -> ModelEvent {
        let type = ModelTypes.all[Int(identity.typeID) - 1]
        var event = ModelEvent(identity: identity, version: version, values: [], json: "")
        if Bool.random(using: &generator) { event.eventTime = moment(around: time, using: &generator) }
        if Bool.random(using: &generator) { event.sentTime = moment(around: time, using: &generator) }
        if Bool.random(using: &generator) { event.sequence = Int.random(in: 0..<1_000_000, using: &generator) }
        var data: [String] = []
        for field in type.versions[version - 1].fields {
            guard field.isRequired || Int.random(in: 0..<3, using: &generator) > 0 else {
                event.values.append(nil)
                continue
            }
            var value = ModelValue.random(field.type, using: &generator)
            if field.isSubject {
                // Few persons, of many events each.
                let person = Int.random(in: 1...9, using: &generator)
                let text = field.type == .string ? "person-\(person)" : "\(person)"
                value = ModelValue(json: field.type == .string ? ModelValue.quoted(text) : text, text: text)
            }
            event.values.append(value.text)
            data.append("\(ModelValue.quoted(field.name)):\(value.json)")
        }
        event.json = event.text(typeName: type.name, data: data)
        return event
    }

    /// An event that intake refuses: of no known type, or without what its type needs.
    static func refused(_ identity: Identity) -> ModelEvent {
        var event = ModelEvent(identity: identity, version: 0, values: [], json: "", isRefused: true)
        let name = identity.typeID == 0 ? ModelTypes.unknownName : ModelTypes.all[Int(identity.typeID) - 1].name
        event.json = event.text(typeName: name, data: identity.typeID == 5 ? [#""n":"five""#] : [])
        return event
    }

    /// What intake takes of a refused event that lies in quarantine, once its type is mended; nil for what stays wrong.
    static func mended(_ row: RefusedRow) -> ModelEvent? {
        guard row.typeID == 0 || row.typeID == 4, let id = id(row.payload) else { return nil }
        let identity = Identity(typeID: row.typeID == 0 ? 6 : 4, source: "/model", id: id)
        return ModelEvent(identity: identity, version: row.typeID == 0 ? 1 : 2, values: [nil], json: row.payload)
    }

    private static func id(_ json: String) -> String? {
        json.firstRange(of: #""id":""#).map { String(json[$0.upperBound...].prefix { $0 != "\"" }) }
    }

    private func text(typeName: String, data: [String]) -> String {
        var parts = [
            #""specversion":"1.0""#, "\"id\":\(ModelValue.quoted(identity.id))", "\"source\":\"\(identity.source)\"",
            "\"type\":\"\(typeName)\"",
        ]
        if let eventTime { parts.append("\"time\":\"\(eventTime)\"") }
        if let sentTime { parts.append("\"senttime\":\"\(sentTime)\"") }
        if let sequence { parts.append("\"sequence\":\(sequence)") }
        return "{" + parts.joined(separator: ",") + ",\"data\":{" + data.joined(separator: ",") + "}}"
    }

    private static func moment(around time: Timestamp, using generator: inout SeededGenerator) -> Timestamp {
        let day: Int64 = 86_400_000_000
        return Timestamp(microseconds: time.microseconds + Int64.random(in: -day...day, using: &generator))
    }
}
