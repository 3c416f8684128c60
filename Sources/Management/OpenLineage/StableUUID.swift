/// UUIDs (version 8 of RFC 9562) for things that have a number here and need a UUID elsewhere: the same thing has the
/// same, and its number can be read back.
package enum StableUUID {
    /// - Parameter kind: of the thing and of its place, as `run basin://local`: numbers of other kinds get other UUIDs.
    package static func of(_ number: Int64, _ kind: String) -> String {
        text(hash(kind.utf8), UInt64(bitPattern: number))
    }

    /// The number, if the UUID is one of this kind.
    package static func number(_ uuid: String, _ kind: String) -> Int64? {
        let digits = uuid.lowercased().filter { $0 != "-" }
        guard digits.utf8.count == 32, let number = UInt64(digits.suffix(14), radix: 16) else { return nil }
        let value = Int64(bitPattern: number)
        return of(value, kind) == uuid.lowercased() ? value : nil
    }

    /// Of something that has no number: two hashes of its name.
    package static func of(name: String) -> String {
        text(hash(name.utf8), hash(name.utf8.reversed()))
    }

    /// 64 bits of what it is and 56 of its number: more runs than that there will not be.
    private static func text(_ kind: UInt64, _ number: UInt64) -> String {
        let first = hex(kind >> 32, 8), second = hex(kind >> 16 & 0xffff, 4), third = "8" + hex(kind >> 4 & 0xfff, 3)
        let fourth = hex(0x80 | (kind & 0xf), 2) + hex(number >> 48 & 0xff, 2)
        return [first, second, third, fourth, hex(number & 0xffff_ffff_ffff, 12)].joined(separator: "-")
    }

    private static func hex(_ value: UInt64, _ digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// FNV-1a. Nobody gains anything by two that are the same.
    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    }
}
