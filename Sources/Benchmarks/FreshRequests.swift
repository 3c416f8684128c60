import BasinCore

/// One request of plain events whose ids are new each time that it is sent, at next to no cost: they are overwritten in
/// place.
struct FreshRequests {
    private var bytes: [UInt8]
    /// Where the first 16 digits of each event's id are.
    private var places: [Int] = []
    private var number: UInt64
    let eventCount: Int

    /// - Parameter seed: no two senders have the same.
    init(key: String, types: [String], eventCount: Int, seed: Int) {
        self.eventCount = eventCount
        number = UInt64(seed) << 40
        var events = SampleEvents()
        let body = events.batch(eventCount, types: types)
        let head =
            "POST /events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(key)\r\n"
            + "Content-Type: application/cloudevents-batch+json\r\nContent-Length: \(body.count)\r\n\r\n"
        bytes = Array(head.utf8) + body
        let mark = Array("\"id\":\"".utf8)
        var at = head.utf8.count
        while at < bytes.count - 24 {
            if bytes[at] == mark[0], bytes[at..<at + mark.count].elementsEqual(mark) {
                places.append(at + mark.count)
                at += 200
            } else {
                at += 1
            }
        }
    }

    mutating func next() -> [UInt8] {
        for place in places {
            number += 1
            for digit in 0..<16 {
                let value = UInt8(truncatingIfNeeded: number >> UInt64(60 - digit * 4)) & 15
                bytes[place + digit] = value < 10 ? 48 + value : 87 + value
            }
        }
        return bytes
    }
}
