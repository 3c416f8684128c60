import BasinAPI
import BasinCore
import BasinWire

extension EventServices {
    /// One type, `songs`.
    static let fake = EventServices(
        types: { [song] },
        type: { name in
            guard name == "songs" else { throw BasinError(.notFound, "There is no event type \(name).") }
            return EventTypeDetail(
                summary: song, schemaVersion: 1, fields: [EventFieldSummary(name: "song", type: "string", required: true, classification: "none")],
                totals: song.ledger, firstHour: "2018-11-01T00")
        },
        examples: { _, server in [EventExample(language: "curl", code: "curl '\(server)/events'")] })

    static let song = EventTypeSummary(
        name: "songs", owner: "team-listening", tier: "normal", description: "A song ended.", since: "2018-11-02T14:00:00Z",
        ledger: LedgerTotals(received: 12, delivered: 9, duplicate: 1, quarantined: 2, pending: 0), openHours: 1,
        lastEvent: "2018-11-03T13:59:00Z")
}
