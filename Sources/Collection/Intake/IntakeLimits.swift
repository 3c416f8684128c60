/// How much one request may ask of intake. Sizes in bytes.
package struct IntakeLimits: Sendable, Hashable {
    /// The whole body, after inflation. More is `BasinError.Code.tooLarge`.
    package var bodyByteCount: Int
    /// One event as minified JSON. More is a `too_large` refusal. Its encoded row may take four times as much.
    package var eventByteCount: Int
    /// Events in one body. More is `BasinError.Code.tooLarge`.
    package var eventCount: Int

    package init(bodyByteCount: Int = 16 << 20, eventByteCount: Int = 256 << 10, eventCount: Int = 10_000) {
        self.bodyByteCount = bodyByteCount
        self.eventByteCount = eventByteCount
        self.eventCount = eventCount
    }

    /// What another protocol's body may come to as events. Clients say some things once for all events of a body, and each
    /// event is written with them.
    var translatedByteCount: Int { 4 * bodyByteCount }

    /// The value of a `json` field may nest this many objects and arrays.
    static let depth = 64
    /// Longest `id` and `source`.
    static let idByteCount = 512
    static let sourceByteCount = 1024
}
