import BasinCollection
import BasinCore
import Foundation

/// A translator with one source, and what it makes of bodies.
struct DoorFixture {
    var source: EventSource
    var types: [AppliedEventType]

    init(_ clientProtocol: ClientProtocol, routes: [SourceRoute] = []) {
        source = EventSource(
            name: "web", owner: "team", description: "x", clientProtocol: clientProtocol, routes: routes,
            catchAll: "web_events")
        types = [
            IntakeFixture.type([
                IntakeFixture.field(.string, "user_id", isRequired: false, isSubject: true),
                IntakeFixture.field(.string, "song", isRequired: false),
                IntakeFixture.field(.string, "url", isRequired: false),
            ]),
            IntakeFixture.type("web_events", id: 8, [IntakeFixture.field(.json, "payload", isRequired: false)]),
            IntakeFixture.type("identity_links", id: 9, [IntakeFixture.field(.string, "user_id", isSubject: true)]),
        ]
    }

    /// The events as JSON objects.
    func events(_ body: [UInt8], _ request: ClientRequest? = nil) throws -> [[String: Any]] {
        let compiled = CompiledSource(source, types: Dictionary(uniqueKeysWithValues: types.map { ($0.name, $0) }))
        let translator = try CallTranslator()
        let bytes = try body.withUnsafeBytes { body -> [UInt8] in
            let calls = try translator.translate(
                body, request ?? ClientRequest(source.clientProtocol), limits: IntakeLimits()
            ) { _, _ in compiled }
            return Array(calls.events)
        }
        let array = try JSONSerialization.jsonObject(with: Data(bytes)) as? [Any] ?? []
        return array.map { $0 as? [String: Any] ?? ["not an object": $0] }
    }

    func events(_ body: String, _ request: ClientRequest? = nil) throws -> [[String: Any]] {
        try events(Array(body.utf8), request)
    }

    static func data(_ event: [String: Any]?) -> [String: Any] { event?["data"] as? [String: Any] ?? [:] }
}
