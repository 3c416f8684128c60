import BasinCore
import BasinWeb
import BasinWire

/// Pages about refused events: why, which, and once more.
enum QuarantinePages {
    private static let counts = ["replayed", "left", "too_old", "erased"]

    static func routes(_ services: Services) -> [Route] {
        [
            .page("/quarantine", .find, "Types that have refused events.", services) { request in
                QuarantinePage.page(try await services.quarantine.overview(), for: request.visitor)
            },
            .page(
                "/quarantine/{name}", .find, "Refused events of a type: why, which, and what to mend.",
                query: [QueryParameter(name: "reason", description: "Show events refused for this code.")]
                    + counts.map { QueryParameter(name: $0, description: "What a replay came to.", type: .integer(0...Int.max)) }, services
            ) { request in try await type(request, services) },
            .form(
                "/quarantine/{name}/replay", .develop, "Take refused events through intake again.", fields: ["reason", "type"], services
            ) { request, fields in
                let place = try request.parameter("name")
                let type = place == QuarantineAdvice.unknownTypes ? try fields.require("type") : place
                let reason = try fields.text("reason")
                request.door.notes.add("type", type)
                request.door.notes.add("reason", reason)
                let answer = try await services.quarantine.replay(type, reason)
                return Address("quarantine", type).with("replayed", String(answer.replayed))
                    .with("left", String(answer.left.reduce(0) { $0 + $1.events })).with("too_old", String(answer.tooOld))
                    .with("erased", String(answer.erased))
            },
        ]
    }

    private static func type(_ request: PageRequest, _ services: Services) async throws -> Page {
        let place = try request.parameter("name")
        let type = place == QuarantineAdvice.unknownTypes ? nil : place
        let reason = try request.item("reason")
        let reasons = try await services.quarantine.reasons(type)
        var events: [QuarantinedEvent]?
        var problem: String?
        if request.visitor.may(.develop) {
            do {
                events = try await services.quarantine.events(type, reason, 20, request.person)
            } catch let error as BasinError where error.code != .system {
                problem = error.message
            }
        }
        let told = try counts.map { try request.item($0).flatMap(ParameterType.number).map { max(0, $0) } }
        let outcome = told[0].map {
            QuarantineTypePage.Outcome(replayed: $0, left: told[1] ?? 0, tooOld: told[2] ?? 0, erased: told[3] ?? 0)
        }
        return QuarantineTypePage.page(
            type, reasons, reason: reason, events: events, problem: problem, outcome: outcome, for: request.visitor)
    }
}
