import BasinCollection
import BasinCore

/// One body of another protocol: built from its parts, and once in three damaged afterwards.
struct DoorCase {
    var request: ClientRequest
    var body: [UInt8]
    var callCount: Int
    /// Nothing was damaged: every call must be found.
    var isWhole: Bool

    static func make(_ clientProtocol: ClientProtocol, _ random: inout FuzzRandom) -> DoorCase {
        var one: DoorCase
        switch clientProtocol {
        case .segment: one = segment(&random)
        case .posthog: one = posthog(&random)
        case .snowplow: one = snowplow(&random)
        case .otlp: one = otlp(&random)
        }
        if random.once(in: 3) { one.damage(&random) }
        return one
    }

    // MARK: Protocols

    private static func segment(_ random: inout FuzzRandom) -> DoorCase {
        let keys = [
            "type", "event", "name", "userId", "anonymousId", "previousId", "messageId", "timestamp", "originalTimestamp",
            "sentAt", "properties", "traits", "context", "x",
        ]
        let count = random.below(5)
        let calls = (0..<count).map { _ in DoorText.object(keys, &random) }
        let batch = DoorText.object(
            ["writeKey", "sentAt", "context"], &random, more: ["\"batch\":[\(calls.joined(separator: ","))]"])
        return DoorCase(request: ClientRequest(.segment), body: Array(batch.utf8), callCount: count, isWhole: true)
    }

    private static func posthog(_ random: inout FuzzRandom) -> DoorCase {
        let keys = ["event", "uuid", "distinct_id", "timestamp", "sent_at", "properties", "api_key", "$set"]
        let count = random.below(5)
        let list = "[" + (0..<count).map { _ in DoorText.object(keys, &random) }.joined(separator: ",") + "]"
        let text = random.once(in: 2) ? list : DoorText.object(["api_key", "sent_at"], &random, more: ["\"batch\":\(list)"])
        return DoorCase(request: ClientRequest(.posthog), body: Array(text.utf8), callCount: count, isWhole: true)
    }

    private static func snowplow(_ random: inout FuzzRandom) -> DoorCase {
        let keys = [
            "e", "eid", "aid", "p", "dtm", "stm", "ttm", "uid", "duid", "nuid", "ip", "url", "page", "se_ac", "se_va", "ue_px",
            "ue_pr", "cx", "co", "data", "name", "schema", "contexts",
        ]
        if random.once(in: 3) {
            let pairs = (0..<random.below(12)).map { _ in "\(random.pick(keys))=\(DoorText.query(&random))" }
            let request = ClientRequest(.snowplow, encoding: .query(pairs.joined(separator: "&")), isAnonymous: random.once(in: 2))
            return DoorCase(request: request, body: [], callCount: 1, isWhole: true)
        }
        let count = random.below(5)
        let list = (0..<count).map { _ in DoorText.object(keys, &random) }.joined(separator: ",")
        let body = #"{"schema":"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4","data":[\#(list)]}"#
        return DoorCase(
            request: ClientRequest(.snowplow, userAgent: "agent \"x\""), body: Array(body.utf8), callCount: count, isWhole: true)
    }

    private static func otlp(_ random: inout FuzzRandom) -> DoorCase {
        var count = 0
        if random.once(in: 2) {
            let body = OTLPMessage.request(&random, &count)
            return DoorCase(request: ClientRequest(.otlp, encoding: .protobuf), body: body, callCount: count, isWhole: true)
        }
        let text = OTLPText.request(&random, &count)
        return DoorCase(request: ClientRequest(.otlp), body: Array(text.utf8), callCount: count, isWhole: true)
    }

    // MARK: Damage

    private mutating func damage(_ random: inout FuzzRandom) {
        isWhole = false
        guard !body.isEmpty else { return }
        for _ in 0...random.below(4) {
            let at = random.below(body.count)
            switch random.below(6) {
            case 0: body[at] = UInt8(truncatingIfNeeded: random.next())
            case 1: body.removeSubrange(at...)
            case 2: body.insert(contentsOf: random.pick(Self.splices), at: at)
            case 3: body.remove(at: at)
            case 4: body[at] ^= 1 << UInt8(random.below(8))
            default: body.insert(contentsOf: body[at..<min(body.count, at + random.below(60))], at: at)
            }
            if body.isEmpty { return }
        }
    }

    private static let splices: [[UInt8]] = [
        "NaN", "-Infinity", "\\ud800", "\"", "{", "[", ",", "null", "data=", "[[[[[[[[", "\u{0}", "\"id\":\"x\",", "}]}",
        "{\"specversion\":\"1.0\",\"type\":\"song_played\"}",
    ].map { Array($0.utf8) } + [[0x1f, 0x8b], [0xff, 0xfe], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02]]
}
