/// Calls of Snowplow's trackers, as `SnowplowBody` wrote them: an array of flat objects with the tracker protocol's keys,
/// the self-describing event's schema, name and data under `schema`, `name` and `data`, and its contexts under `contexts`.
struct SnowplowCalls: ClientCalls {
    let tape: Tape

    var key: UnsafeBufferPointer<UInt8>? { nil }

    var app: UnsafeBufferPointer<UInt8>? {
        tape.after(Tape.start) > Tape.start + 2 ? tape.text(Tape.start + 1, "aid") : nil
    }

    var list: Int { Tape.start }

    func read(_ at: Int) -> ClientCall {
        var one = ClientCall()
        one.root = at
        one.kind = tape.text(at, "e").map { String(decoding: $0.prefix(64), as: UTF8.self) } ?? "ue"
        one.id = tape.value(at, "eid")
        one.time = tape.value(at, "ttm")
        if one.time == 0 { one.time = tape.value(at, "dtm") }
        one.sent = tape.value(at, "stm")
        let made = tape.value(at, "dtm")
        // Some trackers cut the time of sending to whole seconds: it cannot have been before the event.
        if one.sent > 0, made > 0, milliseconds(one.sent) < milliseconds(made) { one.sent = made }
        one.user = tape.value(at, "uid")
        for key: StaticString in ["duid", "nuid", "tnuid"] where one.anonymous == 0 {
            one.anonymous = tape.value(at, key)
        }
        one.properties = tape.value(at, "data")
        switch one.kind {
        case "ue": one.name = tape.text(at, "name")
        case "se": one.name = tape.text(at, "se_ac")
        case "pv": one.name = tape.text(at, "page")
        default: break
        }
        return one
    }

    private func milliseconds(_ at: Int) -> Int64 {
        tape.tag(at) == Tape.Tag.int ? tape.int(at) : 0
    }
}
