/// Which calls of a source become which event type, and how.
package struct SourceRoute: Sendable, Hashable, Codable {
    /// The event type.
    package var type: String
    /// A kind of call (`ClientProtocol.calls`); nil: what clients call their own events.
    package var call: String?
    /// The names that clients give the event. Empty: the type's own name, also as words, `Song Played`; for kinds of
    /// call that are named, every name.
    package var names: [String]
    /// By the type's field: where in the call its value is, `context.page.url`.
    package var fields: [String: String]

    package init(type: String, call: String? = nil, names: [String] = [], fields: [String: String] = [:]) {
        self.type = type
        self.call = call
        self.names = names
        self.fields = fields
    }

    /// `song_played` of `Song Played`, `songPlayed` and `song-played`: what event types' names look like.
    package static func snakeCase(_ name: String) -> String {
        var result: [UInt8] = []
        var previous: UInt8 = 0
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                let isWordStart = (97...122).contains(previous) || (48...57).contains(previous)
                if isWordStart, result.last != 95 { result.append(95) }
                result.append(byte + 32)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): result.append(byte)
            default: if let last = result.last, last != 95 { result.append(95) }
            }
            previous = byte
        }
        if result.last == 95 { result.removeLast() }
        return String(decoding: result, as: UTF8.self)
    }
}
