/// Names and tags as Backstage allows them.
///
/// https://backstage.io/docs/features/software-catalog/descriptor-format/#name-required
package enum EntityNames {
    package static let longest = 63

    /// A valid name for each of these: itself where it is one, else what is left of it and a mark that is made of all of
    /// it. No two are the same, whatever is upper or lower case, and the order of the names is no matter.
    package static func valid(_ names: some Sequence<String>) -> [String: String] {
        let all = Set(names).sorted()
        var result: [String: String] = [:]
        var taken: Set<String> = []
        for name in all where isName(name) && taken.insert(name.lowercased()).inserted { result[name] = name }
        for name in all where result[name] == nil {
            var salt = 0
            repeat {
                let mark = "-" + mark(of: name, salt: salt)
                result[name] = stem(name, longest: longest - mark.utf8.count) + mark
                salt += 1
            } while !taken.insert((result[name] ?? "").lowercased()).inserted
        }
        return result
    }

    /// `[A-Za-z0-9]` at both ends, also `-`, `_` and `.` between.
    package static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, bytes.count <= longest else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
            && bytes.allSatisfy { isAlphanumeric($0) || [45, 46, 95].contains($0) }
    }

    /// In lower case, with hyphens between parts; nil where nothing is left.
    package static func tag(_ text: String) -> String? {
        let parts = text.lowercased().utf8.split { byte in
            !((97...122).contains(byte) || (48...57).contains(byte) || [35, 43, 58].contains(byte))
        }
        var tag = String(decoding: Array(parts.joined(separator: [45] as [UInt8])).prefix(longest), as: UTF8.self)
        while tag.hasSuffix("-") { tag.removeLast() }
        return tag.isEmpty ? nil : tag
    }

    private static func stem(_ text: String, longest: Int) -> String {
        let bytes = text.utf8.map { isAlphanumeric($0) || [45, 46, 95].contains($0) ? $0 : 45 }
        let stem = String(decoding: bytes.drop { !isAlphanumeric($0) }.prefix(longest), as: UTF8.self)
        return stem.isEmpty ? "x" : stem
    }

    /// FNV-1a of 64 bits: no secret, a mark that differs.
    private static func mark(of text: String, salt: Int) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in Array(text.utf8) + Array(String(salt).utf8) {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
