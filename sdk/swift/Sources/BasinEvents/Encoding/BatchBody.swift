/// A batch as CloudEvents 1.0 in JSON.
package enum BatchBody {
    /// - Parameter sent: becomes every event's `senttime`; nothing else differs when a batch is sent again.
    package static func json(_ batch: Batch, sent: WallTime) -> [UInt8] {
        var json = JSONText()
        json.byte(UInt8(ascii: "["))
        for (index, event) in batch.events.enumerated() {
            if index > 0 { json.byte(UInt8(ascii: ",")) }
            append(event, source: batch.sources[index], sent: sent, to: &json)
        }
        json.byte(UInt8(ascii: "]"))
        return json.bytes
    }

    private static func append(_ event: StoredEvent, source: String, sent: WallTime, to json: inout JSONText) {
        json.raw("{\"specversion\":\"1.0\",\"id\":")
        json.string(event.id.text)
        json.raw(",\"source\":")
        json.string(source)
        json.raw(",\"type\":")
        json.string(event.type)
        json.raw(",\"time\":")
        json.time(event.time)
        json.raw(",\"senttime\":")
        json.time(sent)
        json.raw(",\"sequence\":")
        json.integer(event.sequence)
        json.raw(",\"data\":")
        json.raw(event.data)
        json.byte(UInt8(ascii: "}"))
    }
}
