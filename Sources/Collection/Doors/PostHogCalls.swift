/// Calls of PostHog's clients: the capture API, in its older shapes and its version 1.
struct PostHogCalls: ClientCalls {
    let tape: Tape
    let list: Int
    /// What a batch says once for all its events.
    private let sent: Int

    init(tape: Tape) {
        self.tape = tape
        if tape.tag(Tape.start) == Tape.Tag.array {
            (list, sent) = (Tape.start, 0)
        } else {
            let batch = tape.member(Tape.start, "batch")
            list = batch > 0 && tape.tag(batch) == Tape.Tag.array ? batch : 0
            let at = tape.value(Tape.start, "sent_at")
            sent = at > 0 ? at : tape.value(Tape.start, "created_at")
        }
    }

    var key: UnsafeBufferPointer<UInt8>? {
        if let key = tape.text(Tape.start, "api_key") ?? tape.text(Tape.start, "token") { return key }
        // Browsers put it into each event.
        let first = list > 0 ? list + 1 : Tape.start
        guard tape.tag(first) == Tape.Tag.object else { return nil }
        return tape.text(first, "api_key") ?? tape.text(first, "token")
            ?? tape.text(tape.member(first, "properties"), "token")
    }

    var app: UnsafeBufferPointer<UInt8>? { nil }

    func read(_ at: Int) -> ClientCall {
        var one = ClientCall()
        one.root = at
        one.properties = tape.value(at, "properties")
        one.name = tape.text(at, "event")
        one.id = tape.value(at, "uuid")
        one.time = tape.value(at, "timestamp")
        one.sent = tape.value(at, "sent_at")
        if one.sent == 0 { one.sent = sent }
        one.user = tape.value(at, "distinct_id")
        if one.user == 0 { one.user = tape.value(one.properties, "distinct_id") }
        one.anonymous = tape.value(one.properties, "$anon_distinct_id")
        if one.anonymous == 0 { one.anonymous = tape.value(one.properties, "$device_id") }
        one.kind = "capture"
        switch one.name.map({ String(decoding: $0.prefix(64), as: UTF8.self) }) {
        case "$identify":
            one.kind = "identify"
            one.anonymous = tape.value(one.properties, "$anon_distinct_id")
            one.isLink = one.user > 0 && one.anonymous > 0
        case "$create_alias", "$merge_dangerously":
            one.kind = "alias"
            one.anonymous = tape.value(one.properties, "alias")
            one.isLink = one.user > 0 && one.anonymous > 0
        case "$pageview": one.kind = "page"
        case "$screen": one.kind = "screen"
        default: break
        }
        return one
    }
}
