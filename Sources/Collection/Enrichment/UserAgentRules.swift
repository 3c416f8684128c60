import CUserAgents

/// One of uap-core's lists: the first rule that matches counts.
final class UserAgentRules {
    /// Groups that a rule may use, the whole included.
    private static let groupCount = 10

    private let patterns = basin_patterns_create()
    /// For each rule what it says instead of its groups.
    private var names: [[[UInt8]?]] = []

    deinit { if let patterns { basin_patterns_destroy(patterns) } }

    var count: Int { names.count }

    /// - Returns: false when the engine cannot read the pattern; then the rule is left out.
    func add(_ pattern: String, ignoresCase: Bool, names: [String?]) -> Bool {
        guard let patterns else { return false }
        var pattern = pattern
        let number = pattern.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                basin_patterns_add(patterns, $0.baseAddress, $0.count, ignoresCase ? 1 : 0)
            }
        }
        guard number >= 0 else { return false }
        self.names.append(names.map { $0.map { Array($0.utf8) } })
        return true
    }

    func compile() { if let patterns { basin_patterns_compile(patterns) } }

    func first(_ text: UnsafeRawBufferPointer) -> Match? {
        guard let patterns else { return nil }
        var groups = [Int32](repeating: -1, count: Self.groupCount * 2)
        let number = text.withMemoryRebound(to: CChar.self) {
            basin_patterns_first(patterns, $0.baseAddress, $0.count, &groups, Int32(Self.groupCount))
        }
        guard number >= 0, Int(number) < names.count else { return nil }
        return Match(text: text, groups: groups, names: names[Int(number)])
    }

    struct Match {
        fileprivate let text: UnsafeRawBufferPointer
        fileprivate let groups: [Int32]
        fileprivate let names: [[UInt8]?]

        /// What the rule says, with groups in place of `$1` to `$9`; without a word of its own, the group. Nil for
        /// nothing.
        func text(name: Int, group number: Int) -> [UInt8]? {
            let template = name < names.count ? names[name] : nil
            guard let template, !template.isEmpty else { return Self.trimmed(group(number)) }
            var result: [UInt8] = []
            var index = 0
            while index < template.count {
                let next = index + 1 < template.count ? template[index + 1] : 0
                if template[index] == UInt8(ascii: "$"), (49...57).contains(next) {
                    result += group(Int(next) - 48)
                    index += 2
                } else {
                    result.append(template[index])
                    index += 1
                }
            }
            return Self.trimmed(result[...])
        }

        private func group(_ number: Int) -> ArraySlice<UInt8> {
            let start = Int(groups[number * 2]), end = Int(groups[number * 2 + 1])
            return start < 0 ? [] : Array(text[start..<end])[...]
        }

        private static func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8]? {
            var text = text
            let isSpace = { (byte: UInt8) in byte == 32 || (9...13).contains(byte) }
            while let last = text.last, isSpace(last) { text.removeLast() }
            while let first = text.first, isSpace(first) { text.removeFirst() }
            return text.isEmpty ? nil : Array(text)
        }
    }
}
