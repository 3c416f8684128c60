import BasinCore

/// JSON texts for values: mostly of the type asked for, sometimes of another, sometimes no JSON at all.
struct FuzzValues {
    var random: FuzzRandom

    private static let numbers = [
        "0", "-0", "1", "-1", "1.0", "-1.0", "-0.0", "2147483647", "2147483648", "-2147483648", "-2147483649",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
        "18446744073709551615", "18446744073709551616", "1e400", "-1e400", "1e-400", "4.9e-324", "2.5e-324",
        "1.7976931348623157e308", "1.7976931348623159e308", "9007199254740991.0", "9007199254740992.0",
        "9007199254740993", "9007199254740993.0", "18014398509481984.0", "18014398509481985.0", "18014398509481988.0",
        "12345678901234567.0", "3.4028234e38", "3.4028235e38", "3.4028235677973366e38", "3.4028235677973367e38",
        "3.5e38", "1e15", "1e16", "1e17", "1e22", "1e23", "0.1", "1.25", "100.5", "1E3", "1e+3", "1e-5", "0.0001",
        "0.00001", "1540919166796.0", "1541105830796", "253402300799999", "253402300800000", "-62135596800000",
        "-62135596800001", "123456789012345.6", "1234567890123456.5", "99999.99", "9999999.99", "9999999.999",
        "10000000", "99999", "100000", "12345678901234567890", "0.30000000000000004", "1e0", "0e5", "0E-0", "1.50",
    ]
    private static let broken = [
        "01", "1.", "-", ".5", "+1", "NaN", "Infinity", "-Infinity", "0x10", "1e", "1e+", "tru", "nul", "TRUE", "'a'",
        "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud83d\\u0041\"", "\"\t\"", "\"\n\"",
        "[", "]", "{", "}", "[1,]", "{\"a\":}", "{\"a\" 1}", "{a:1}", "[1 2]", "{,}", ",", "", "undefined",
    ]
    private static let strings = [
        "", "a", "abc", "x y", "\\u0000", "\\n\\r\\t\\b\\f\\/\\\\\\\"", "\\u001f\\u007f", "é", "日本", "😀",
        "\\ud83d\\ude00", "\\u00e9", "{\\\"a\\\":[", "],[", "true", "null", "1", "12.50", "-0.00", "007", "1e3", " 1",
        "+1", ".5", "5.", "9999999.99", "99999999999999999999999999999999999999",
        "1234567890123456789012345678.0123456789",
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "<script>", "%41", "\u{feff}x",
    ]
    private static let times = [
        "2018-11-03T14:00:00Z", "2018-11-03t14:00:00z", "2018-11-03 14:00:00Z", "2018-11-03T14:00:00.1Z",
        "2018-11-03T14:00:00.123456789Z", "2018-11-03T14:00:00+01:00", "2018-11-03T14:00:00-23:59",
        "2018-11-03T14:00:00+24:00", "2018-11-03T14:00:60Z", "2018-11-03T14:00:61Z", "2018-11-03T24:00:00Z",
        "2018-02-29T00:00:00Z", "2020-02-29T00:00:00Z", "2018-13-01T00:00:00Z", "0000-12-31T23:30:00-01:00",
        "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59-00:01", "2018-11-03T14:00:00", "2018-11-03", "2018-11-03T14:00:00.Z",
        "2018-11-03T14:00Z", "20181103T140000Z", "2018-11-03T14:00:00+0100", "2018-11-03T14:00:00Z ",
        "1900-02-29T00:00:00Z", "2000-02-29T12:34:56.000001Z", "2018-11-03T14:00:00,5Z", "2018-00-03T14:00:00Z",
    ]
    private static let dates = [
        "2018-11-03", "2020-02-29", "2019-02-29", "0001-01-01", "0000-12-31", "9999-12-31", "2018-1-3", "2018-11-03 ",
        "+018-11-03", "2018/11/03", "1969-12-31", "2018-04-31",
    ]
    private static let uuids = [
        "123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-42661417400F",
        "123e4567e89b12d3a456426614174000", "{123e4567-e89b-12d3-a456-426614174000}",
        "123e4567-e89b-12d3-a456-42661417400g", "00000000-0000-0000-0000-000000000000",
    ]

    mutating func quoted(_ text: String) -> String { "\"" + text + "\"" }

    /// A value for the type; once in twelve for any other.
    mutating func value(_ type: FieldType, depth: Int = 0) -> String {
        if random.once(in: 14) { return any(depth: depth) }
        switch type {
        case .string: return string()
        case .bool: return random.pick(["true", "false"])
        case .int32:
            return random.once(in: 3) ? random.pick(Self.numbers) : String(Int32(truncatingIfNeeded: random.next()))
        case .int64:
            return random.once(in: 3) ? random.pick(Self.numbers) : String(Int64(bitPattern: random.next()))
        case .float, .double: return number()
        case .decimal(_, let scale):
            switch random.below(4) {
            case 0: return number()
            case 1: return quoted(random.pick(Self.strings))
            default:
                let whole = random.below(100_000)
                let text = random.once(in: 2) && scale > 0 ? "\(whole).\(random.below(100))" : "\(whole)"
                return random.once(in: 2) ? quoted(text) : text
            }
        case .timestamp:
            return random.once(in: 3) ? number() : quoted(random.once(in: 3) ? anyTime() : random.pick(Self.times))
        case .date: return quoted(random.once(in: 2) ? String(anyTime().prefix(10)) : random.pick(Self.dates))
        case .uuid: return quoted(random.pick(Self.uuids))
        case .json: return any(depth: depth)
        case .list(let element, _):
            let count = random.once(in: 8) ? random.below(24) : random.below(4)
            return "[" + (0..<count).map { _ in value(element, depth: depth + 1) }.joined(separator: ",") + "]"
        case .structure(let fields): return object(fields, depth: depth + 1)
        case .binary: return "null"
        }
    }

    mutating func time() -> String { quoted(random.once(in: 5) ? random.pick(Self.times) : anyTime()) }

    private mutating func anyTime() -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return
            "\(1000 + random.below(9000))-\(two(1 + random.below(12)))-\(two(1 + random.below(29)))T\(two(random.below(24))):\(two(random.below(60))):\(two(random.below(60)))"
            + random.pick(["Z", ".5Z", "+02:00", ".123456-08:30"])
    }

    mutating func string() -> String {
        var text = random.pick(Self.strings)
        while random.once(in: 3) { text += random.pick(Self.strings) }
        return quoted(text)
    }

    mutating func number() -> String {
        switch random.below(4) {
        case 0: return random.pick(Self.numbers)
        case 1:
            let value = Double(bitPattern: random.next())
            return value.isFinite ? value.description : "0"
        case 2: return "\(random.below(1_000_000)).\(random.below(1_000_000))"
        default: return String(Int64(bitPattern: random.next()) >> Int64(random.below(60)))
        }
    }

    /// Any JSON value; now and then something that is none.
    mutating func any(depth: Int) -> String {
        if random.once(in: 90) { return random.pick(Self.broken) }
        if random.once(in: 600) {
            let levels = random.pick([62, 63, 64, 65, 66, 100])
            return String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        switch random.below(depth > 4 ? 5 : 8) {
        case 0: return "null"
        case 1: return random.pick(["true", "false"])
        case 2, 3: return number()
        case 4: return string()
        case 5: return "[" + (0..<random.below(4)).map { _ in any(depth: depth + 1) }.joined(separator: ",") + "]"
        default:
            return "{"
                + (0..<random.below(4)).map { _ in
                    quoted(random.pick(["a", "b", "\\u0061", "x", "k1", "long key with spaces"])) + ":"
                        + any(depth: depth + 1)
                }.joined(separator: ",") + "}"
        }
    }

    mutating func object(_ fields: [Field], depth: Int) -> String {
        var parts: [String] = []
        for field in fields {
            if random.once(in: field.isRequired ? 25 : 3) { continue }
            let value = random.once(in: 20) ? "null" : value(field.type, depth: depth)
            parts.append(quoted(field.name) + space() + ":" + space() + value)
        }
        if random.once(in: 12) {
            parts.append(quoted(random.pick(["unknown", "un known", "", "é"])) + ":" + any(depth: depth))
        }
        if random.once(in: 40), let part = parts.first { parts.append(part) }
        if random.once(in: 6) { parts.shuffle(using: &random) }
        return "{" + parts.joined(separator: ",") + "}"
    }

    mutating func space() -> String { random.once(in: 40) ? random.pick([" ", "\t", "\r", "  "]) : "" }
}
