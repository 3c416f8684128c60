import ArgumentParser
import BasinClient
import BasinWire

struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine", abstract: "Say which events were refused, and why.",
        discussion: """
            Without a type: which types have refused events. With one: the reasons. With --events: the events \
            themselves, what may be personal masked. Mend the definition or the client, then `basin replay TYPE`.
            """)

    @Argument(help: "The event type.")
    var type: String?

    @Flag(help: "Events of types that are not known.")
    var unknown = false

    @Flag(help: "List the events, newest first.")
    var events = false

    @Option(help: "Only events refused for this code, e.g. missing_field.")
    var reason: String?

    @Option(help: "List at most so many events.")
    var limit: Int?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func validate() throws {
        if type != nil, unknown { throw ValidationError("Give a type, or --unknown.") }
        if (events || reason != nil || limit != nil), type == nil, !unknown {
            throw ValidationError("Events are listed of one type: give it, or --unknown.")
        }
    }

    func run() async throws {
        if type == nil, !unknown {
            let totals = try await connection.withClient { try await $0.quarantine() }
            try output.format.print(totals, as: .quarantine(totals))
        } else if events || reason != nil || limit != nil {
            let events = try await connection.withClient {
                try await $0.quarantinedEvents(of: type, reason: reason, limit: limit)
            }
            try output.format.print(events, as: .quarantined(events))
        } else {
            let reasons = try await connection.withClient { try await $0.quarantineReasons(of: type) }
            try output.format.print(reasons, as: .reasons(reasons))
        }
    }
}

extension TextTable {
    static func quarantine(_ totals: [QuarantineTotalsSummary]) -> TextTable {
        TextTable(
            ["TYPE", "EVENTS", "FIRST HOUR", "LAST HOUR"], numeric: [1],
            rows: totals.map { [$0.type ?? "(not known)", String($0.events), $0.first, $0.last] })
    }

    static func reasons(_ reasons: [QuarantineReasonSummary]) -> TextTable {
        TextTable(
            ["EVENTS", "CODE", "FIELD", "LAST", "WHAT TO DO"], numeric: [0],
            rows: reasons.map { [String($0.events), $0.code, $0.field ?? "-", $0.last, $0.message] })
    }

    fileprivate static func quarantined(_ events: [QuarantinedEvent]) -> TextTable {
        TextTable(
            ["RECEIVED", "CODE", "FIELD", "EVENT"],
            rows: events.map { [$0.received, $0.code, $0.field ?? "-", $0.event ?? "(erased)"] })
    }
}
