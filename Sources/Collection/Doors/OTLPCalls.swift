/// Log records of OpenTelemetry, as `OTLPJSON` and `OTLPProtobuf` wrote them: an array of objects with `event_name`, `time`,
/// `observed_time`, `severity_number`, `severity_text`, `body`, `attributes`, `resource`, `scope`, `trace_id`, `span_id`.
struct OTLPCalls: ClientCalls {
    let tape: Tape

    var key: UnsafeBufferPointer<UInt8>? { nil }
    var app: UnsafeBufferPointer<UInt8>? { nil }
    var list: Int { Tape.start }

    func read(_ at: Int) -> ClientCall {
        var one = ClientCall()
        one.root = at
        one.kind = "log"
        one.properties = tape.value(at, "attributes")
        // Since version 1.5 of the protocol a field, before an attribute.
        one.name = tape.text(at, "event_name") ?? tape.text(one.properties, "event.name")
        one.id = tape.value(one.properties, "log.record.uid")
        one.time = tape.value(at, "time")
        if one.time == 0 { one.time = tape.value(at, "observed_time") }
        one.user = tape.value(one.properties, "user.id")
        if one.user == 0 { one.user = tape.value(one.properties, "enduser.id") }
        one.anonymous = tape.value(one.properties, "app.installation.id")
        return one
    }
}
