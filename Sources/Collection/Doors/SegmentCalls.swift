/// Calls of Segment's and RudderStack's clients: the HTTP Tracking API.
struct SegmentCalls: ClientCalls {
    let tape: Tape
    /// The path's kind of call; nil for batches.
    let call: String?
    /// Clients send batches to the paths of single calls, too.
    let list: Int
    // What a batch says once for all its calls.
    private let sent: Int
    private let context: Int

    init(tape: Tape, call: String?) {
        self.tape = tape
        self.call = call
        let batch = tape.member(Tape.start, "batch")
        list = batch > 0 && tape.tag(batch) == Tape.Tag.array ? batch : 0
        sent = tape.value(Tape.start, "sentAt")
        context = tape.value(Tape.start, "context")
    }

    var key: UnsafeBufferPointer<UInt8>? { tape.text(Tape.start, "writeKey") }
    var app: UnsafeBufferPointer<UInt8>? { nil }

    func read(_ at: Int) -> ClientCall {
        var one = ClientCall()
        one.root = at
        one.kind = tape.text(at, "type").map { String(decoding: $0.prefix(64), as: UTF8.self) } ?? call ?? "track"
        one.id = tape.value(at, "messageId")
        one.time = tape.value(at, "originalTimestamp")
        if one.time == 0 { one.time = tape.value(at, "timestamp") }
        one.sent = tape.value(at, "sentAt")
        if one.sent == 0 { one.sent = sent }
        one.user = tape.value(at, "userId")
        one.anonymous = tape.value(at, "anonymousId")
        one.properties = tape.value(at, one.kind == "identify" || one.kind == "group" ? "traits" : "properties")
        if one.kind == "identify", one.properties == 0 {
            // Where RudderStack's libraries put them.
            one.properties = tape.value(tape.value(at, "context"), "traits")
        }
        if list > 0, tape.member(at, "context") == 0 { one.context = context }
        switch one.kind {
        case "track": one.name = tape.text(at, "event")
        case "page", "screen": one.name = tape.text(at, "name")
        case "identify": one.isLink = one.user > 0 && one.anonymous > 0
        case "alias":
            one.anonymous = tape.value(at, "previousId")
            one.isLink = one.user > 0 && one.anonymous > 0
        default: break
        }
        return one
    }
}
