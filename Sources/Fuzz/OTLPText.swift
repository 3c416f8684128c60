/// OTLP's logs as JSON.
enum OTLPText {
    static func request(_ random: inout FuzzRandom, _ count: inout Int) -> String {
        let resources = (0..<random.below(3)).map { _ in
            let scopes = (0..<random.below(3)).map { _ in
                let records = (0..<random.below(4)).map { _ in record(&random) }
                count += records.count
                return #"{"scope":{"name":"lib"},"logRecords":[\#(records.joined(separator: ","))]}"#
            }
            return #"{"resource":{"attributes":\#(pairs(&random, 0))},"scopeLogs":[\#(scopes.joined(separator: ","))]}"#
        }
        return #"{"resourceLogs":[\#(resources.joined(separator: ","))]}"#
    }

    private static func record(_ random: inout FuzzRandom) -> String {
        var members: [String] = []
        if random.once(in: 2) { members.append(#""timeUnixNano":"\#(random.next() >> UInt64(random.below(64)))""#) }
        if random.once(in: 2) { members.append(#""eventName":"\#(random.pick(["song.played", "viewed", "other", ""]))""#) }
        if random.once(in: 2) { members.append(#""body":\#(any(&random, 0))"#) }
        if random.once(in: 2) { members.append(#""attributes":\#(pairs(&random, 0))"#) }
        if random.once(in: 3) { members.append(#""severityNumber":\#(random.below(30))"#) }
        if random.once(in: 3) { members.append(#""unknown":\#(DoorText.value(&random, depth: 3))"#) }
        return "{" + members.joined(separator: ",") + "}"
    }

    private static func pairs(_ random: inout FuzzRandom, _ depth: Int) -> String {
        let keys = ["song", "user.id", "event.name", "log.record.uid", "a", "é"]
        return "["
            + (0..<random.below(5)).map { _ in #"{"key":"\#(random.pick(keys))","value":\#(any(&random, depth + 1))}"# }
            .joined(separator: ",") + "]"
    }

    private static func any(_ random: inout FuzzRandom, _ depth: Int) -> String {
        switch random.below(depth > 4 ? 6 : 8) {
        case 0: return "{}"
        case 1: return #"{"stringValue":"\#(random.pick(["s", "", "é", "\\u0000"]))"}"#
        case 2: return #"{"boolValue":true}"#
        case 3: return #"{"intValue":"\#(Int64(bitPattern: random.next()))"}"#
        case 4: return #"{"doubleValue":\#(random.pick(["1.5", "\"NaN\"", "-0.0", "1e300"]))}"#
        case 5: return #"{"bytesValue":"AAEC"}"#
        case 6:
            return #"{"arrayValue":{"values":[\#((0..<random.below(3)).map { _ in any(&random, depth + 1) }.joined(separator: ","))]}}"#
        default: return #"{"kvlistValue":{"values":\#(pairs(&random, depth + 1))}}"#
        }
    }
}
