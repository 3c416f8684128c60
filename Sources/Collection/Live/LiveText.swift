import BasinCore

/// What readers are told, as server-sent events.
enum LiveText {
    static let opening = Array(": events follow as they come\n\n".utf8)
    static let heartbeat = Array(":\n\n".utf8)

    static func event(_ name: StaticString, _ json: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(json.count + 32)
        bytes += "event: \(name)\ndata: ".utf8
        bytes += json
        bytes += "\n\n".utf8
        return bytes
    }

    static func skipped(_ notShown: Int, _ notChecked: Int) -> [UInt8] {
        Array("event: skipped\ndata: {\"not_shown\":\(notShown),\"not_checked\":\(notChecked)}\n\n".utf8)
    }

    /// The last that is said when the server stops.
    static var end: [UInt8] { message("end", "Basin is stopping; watch again in a moment.") }

    /// The last that is said when a reader's condition fails.
    static func failure(_ error: BasinError) -> [UInt8] { message("error", error.message) }

    private static func message(_ name: StaticString, _ text: String) -> [UInt8] {
        var json = JSONBytes()
        defer { json.deallocate() }
        json.text.append("{\"message\":")
        json.append(string: text)
        json.text.append("}")
        return event(name, json.text.bytes)
    }
}
