/// How much a request, and all of them together, may hold in memory.
package struct DoorLimits: Sendable {
    /// Bytes of one `POST /events` body as received; more is answered 413.
    package var eventsBody: Int
    /// Bytes of all `POST /events` bodies that are being received or made durable; more is answered 429.
    package var eventsInFlight: Int
    /// Bytes of one JSON request to `/api/v1`; more is answered 413. A whole project must fit.
    package var jsonBody: Int

    package init(
        eventsBody: Int = 8 << 20, eventsInFlight: Int = 256 << 20, jsonBody: Int = 96 << 20
    ) {
        self.eventsBody = eventsBody
        self.eventsInFlight = max(eventsInFlight, eventsBody)
        self.jsonBody = jsonBody
    }
}
