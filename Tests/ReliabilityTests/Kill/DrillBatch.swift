/// One request of a drill's client.
struct DrillBatch: Sendable {
    struct Event: Sendable {
        var type: String
        var number: Int
        var isValid = true
        /// Sent in an earlier request too, or twice in this one.
        var isRepeated = false

        /// Everything in it follows from its number, so that what comes out can be checked.
        var json: String {
            let number = isValid ? String(number) : "\"not a number \(number)\""
            return """
                {"specversion":"1.0","id":"e\(self.number)","source":"/drill","type":"\(type)","data":{"n":\(number),\
                "user":"\(Self.user(self.number))","name":"Name \(self.number)","payload":"\(Self.payload(self.number))"}}
                """
        }

        static func user(_ number: Int) -> String { "u\(number % Drill.users)" }
        static func payload(_ number: Int) -> String { "p" + String(repeating: "\(number % 7)", count: number % 61) }
    }

    var events: [Event]
    var isGzip: Bool
    var isLines: Bool

    var body: [UInt8] {
        let texts = events.map(\.json)
        let text = isLines ? texts.joined(separator: "\n") + "\n" : "[" + texts.joined(separator: ",") + "]"
        return isGzip ? Gzip.stored(Array(text.utf8)) : Array(text.utf8)
    }

    var headers: [String: String] {
        var headers = ["Content-Type": isLines ? "application/x-ndjson" : "application/cloudevents-batch+json"]
        if isGzip { headers["Content-Encoding"] = "gzip" }
        return headers
    }

    static func random(_ record: DrillRecord, earlier: [Event], using random: inout SeededGenerator) -> DrillBatch {
        let count = [1, 1, 2, 5, 17, 60, 150, 400][Int.random(in: 0..<8, using: &random)]
        let types = random.chance(0.4) ? [Drill.types.randomElement(using: &random) ?? "alpha"] : Drill.types
        var events: [Event] = record.take(count).map { number in
            Event(
                type: types.randomElement(using: &random) ?? "alpha", number: number, isValid: !random.chance(0.02))
        }
        if random.chance(0.3), !earlier.isEmpty {
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                var event = earlier.randomElement(using: &random) ?? earlier[0]
                event.isRepeated = true
                events.insert(event, at: Int.random(in: 0...events.count, using: &random))
            }
        }
        if random.chance(0.2), let index = events.indices.randomElement(using: &random), events[index].isValid {
            events[index].isRepeated = true
            events.append(events[index])
        }
        return DrillBatch(events: events, isGzip: random.chance(0.5), isLines: random.chance(0.5))
    }
}
