/// OTLP's logs as protobuf.
enum OTLPMessage {
    static func request(_ random: inout FuzzRandom, _ count: inout Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<random.below(3) {
            var resource = field(1, field(1, pair(&random, 0)))
            for _ in 0..<random.below(3) {
                var scope = field(1, text(1, "lib"))
                for _ in 0..<random.below(4) {
                    scope += field(2, record(&random))
                    count += 1
                }
                resource += field(2, scope)
            }
            bytes += field(1, resource)
        }
        return bytes
    }

    private static func record(_ random: inout FuzzRandom) -> [UInt8] {
        var bytes: [UInt8] = []
        if random.once(in: 2) { bytes += fixed64(1, random.next() >> UInt64(random.below(64))) }
        if random.once(in: 3) { bytes += [2 << 3] + varint(random.next() >> UInt64(random.below(64))) }
        if random.once(in: 2) { bytes += field(5, any(&random, 0)) }
        for _ in 0..<random.below(4) { bytes += field(6, pair(&random, 0)) }
        if random.once(in: 2) { bytes += field(9, (0..<random.below(20)).map { _ in UInt8(truncatingIfNeeded: random.next()) }) }
        if random.once(in: 2) { bytes += text(12, random.pick(["song.played", "viewed", "other", ""])) }
        // Fields that are not known.
        if random.once(in: 4) { bytes += field(UInt8(random.pick([4, 7, 14, 15])), [1, 2, 3]) }
        return bytes
    }

    private static func pair(_ random: inout FuzzRandom, _ depth: Int) -> [UInt8] {
        let key = random.pick(["song", "user.id", "event.name", "log.record.uid", "a", ""])
        return (random.once(in: 9) ? field(1, [0xff, 0xc0]) : text(1, key)) + field(2, any(&random, depth + 1))
    }

    private static func any(_ random: inout FuzzRandom, _ depth: Int) -> [UInt8] {
        switch random.below(depth > 4 ? 6 : 8) {
        case 0: return []
        case 1: return text(1, random.pick(["s", "", "é", "\u{0}"]))
        case 2: return [2 << 3, 1]
        case 3: return [3 << 3] + varint(random.next())
        case 4: return fixed64(4, random.pick([Double.nan, 1.5, -0.0, .infinity]).bitPattern)
        case 5: return field(7, [0, 1, 2])
        case 6:
            var list: [UInt8] = []
            for _ in 0..<random.below(3) { list += field(1, any(&random, depth + 1)) }
            return field(5, list)
        default:
            var list: [UInt8] = []
            for _ in 0..<random.below(3) { list += field(1, pair(&random, depth + 1)) }
            return field(6, list)
        }
    }

    private static func text(_ number: UInt8, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

    private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [number << 3 | 2] + varint(UInt64(bytes.count)) + bytes
    }

    private static func fixed64(_ number: UInt8, _ value: UInt64) -> [UInt8] {
        [number << 3 | 1] + withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    private static func varint(_ value: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value
        while rest > 0x7f {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
