import BasinCollection
import BasinCore
import CDeflate

/// One request as generated.
struct FuzzCase {
    /// Position in the oracle's list of modes: batch, structured, ndjson, json, binary.
    var mode: UInt8
    var isGzip = false
    var headers: [String: String] = [:]
    var body: [UInt8]

    var contentMode: ContentMode {
        switch mode {
        case 0: .batch
        case 1: .structured
        case 2: .ndjson
        case 3: .json
        default: .binary(attributes: headers)
        }
    }

    static func make(_ values: inout FuzzValues) -> FuzzCase {
        let mode = UInt8(values.random.pick([0, 0, 0, 0, 1, 2, 2, 3, 4]))
        var body = ""
        var headers: [String: String] = [:]
        switch mode {
        case 0, 3: body = batch(&values)
        case 1: body = event(&values)
        case 2:
            for _ in 0..<values.random.below(4) {
                body += event(&values) + values.random.pick(["\n", "\n", "\r\n", "\n\n", " \n", ""])
            }
        default:
            let type = values.random.pick(FuzzWorld.types)
            headers = ["specversion": "1.0", "id": "1", "source": "a%20b", "type": type.name]
            if values.random.once(in: 4) {
                headers[values.random.pick(["id", "time", "sequence", "type", "data", "xyz", "source"])] =
                    values.random.pick(["", "12", "%C3%A9", "%ff", "%4", "a\"b", "2018-11-03T14:00:00Z"])
            }
            body = values.random.once(in: 12) ? values.any(depth: 0) : values.object(type.schema.fields, depth: 0)
            if values.random.once(in: 20) { body += values.random.pick([" ", ",\"id\":\"x\"", "},\"id\":{", "}"]) }
        }
        var one = FuzzCase(mode: mode, headers: headers, body: Array(body.utf8))
        if values.random.once(in: 5) { one.mutate(&values.random) }
        if values.random.once(in: 40) { one.compress(&values.random) }
        if values.random.once(in: 300) { one.isGzip.toggle() }
        return one
    }

    private static func batch(_ values: inout FuzzValues) -> String {
        if values.random.once(in: 30) { return values.any(depth: 0) }
        if values.random.once(in: 3000) {
            let levels = 2000
            return "[" + String(repeating: "[", count: levels) + String(repeating: "]", count: levels) + ","
                + event(&values) + "]"
        }
        let events = (0..<values.random.pick([0, 1, 1, 1, 1, 2, 2, 3, 5])).map { _ in event(&values) }
        return values.space() + "[" + values.space() + events.joined(separator: "," + values.space()) + "]"
            + values.space()
    }

    private static func event(_ values: inout FuzzValues) -> String {
        if values.random.once(in: 60) { return values.any(depth: 0) }
        let type = values.random.pick(FuzzWorld.types)
        var parts = [
            "\"specversion\":\"1.0\"", "\"id\":\"\(values.random.below(1000))\"", "\"source\":\"app\"",
            "\"type\":\"\(type.name)\"",
        ]
        for name in ["time", "senttime"] where values.random.once(in: 3) {
            parts.append("\"\(name)\":\(values.time())")
        }
        if values.random.once(in: 4) {
            parts.append(
                "\"sequence\":" + values.random.pick(["7", "\"7\"", "\"-0012\"", values.number(), values.string()]))
        }
        parts.append(
            "\"data\":"
                + (values.random.once(in: 60) ? values.any(depth: 0) : values.object(type.schema.fields, depth: 0)))
        if values.random.once(in: 8) {
            let name = values.random.pick([
                "specversion", "id", "source", "type", "time", "datacontenttype", "data_base64", "subject", "x", "data",
            ])
            let value = values.random.pick([
                "null", "\"\"", "\"application/json; charset=utf-8\"", "\"text/xml\"", "\"a/b+json\"", "5",
                values.any(depth: 1), "\"" + String(repeating: "x", count: values.random.pick([512, 513])) + "\"",
            ])
            let position = values.random.below(parts.count + 1)
            if values.random.once(in: 2) || position == parts.count {
                parts.insert("\"\(name)\":\(value)", at: position)
            } else {
                parts[position] = "\"\(name)\":\(value)"
            }
        }
        if values.random.once(in: 30) { parts.remove(at: values.random.below(parts.count)) }
        if values.random.once(in: 6) { parts.shuffle(using: &values.random) }
        return "{" + parts.joined(separator: ",") + "}"
    }

    private static let tokens = [
        "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "\\u", "\\ud800", "\u{0}", "\n", "0", "9", "-", ".", "e", " ",
    ]

    private mutating func mutate(_ random: inout FuzzRandom) {
        for _ in 0...random.below(3) {
            let at = random.below(body.count + 1)
            let end = min(body.count, at + random.below(12))
            switch random.below(7) {
            case 0 where !body.isEmpty: body[min(at, body.count - 1)] ^= 1 << UInt8(random.below(8))
            case 1: body.removeSubrange(at..<end)
            case 2: body.insert(contentsOf: body[at..<end], at: at)
            case 3, 4: body.insert(contentsOf: Array(random.pick(Self.tokens).utf8), at: at)
            case 5: body.insert(random.pick([0x80, 0xc0, 0xed, 0xff, 0x7f, 0x01, 0xf4]), at: at)
            default: body.removeSubrange(at...)
            }
        }
    }

    private mutating func compress(_ random: inout FuzzRandom) {
        guard let compressor = libdeflate_alloc_compressor(6) else { return }
        defer { libdeflate_free_compressor(compressor) }
        isGzip = true
        if random.once(in: 30) { body += [UInt8](repeating: 0x20, count: random.pick([8192, 300_000])) }
        let cut = random.once(in: 4) ? random.below(body.count + 1) : 0
        var packed: [UInt8] = []
        for part in cut == 0 ? [body[...]] : [body[..<cut], body[cut...]] {
            let plain = Array(part)
            var out = [UInt8](repeating: 0, count: libdeflate_gzip_compress_bound(compressor, plain.count))
            let count = libdeflate_gzip_compress(compressor, plain, plain.count, &out, out.count)
            packed += out.prefix(count)
        }
        if random.once(in: 12) { packed.removeLast(1 + random.below(packed.count)) }
        if random.once(in: 12) { packed.append(UInt8(truncatingIfNeeded: random.next())) }
        if random.once(in: 12), packed.count > 10 {
            packed[10 + random.below(packed.count - 10)] ^= 1 << UInt8(random.below(8))
        }
        body = packed
    }
}
