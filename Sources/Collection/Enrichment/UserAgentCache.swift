/// User agents read before: the same few thousand texts come again and again. Bounded: what was not asked for while as
/// many others came is forgotten.
package final class UserAgentCache {
    /// A text where it lies: in the row that is being read, or in memory of the cache's own.
    private struct Key: Hashable {
        var bytes: UnsafeRawBufferPointer

        static func == (a: Key, b: Key) -> Bool { a.bytes.count == b.bytes.count && a.bytes.elementsEqual(b.bytes) }

        func hash(into hasher: inout Hasher) { hasher.combine(bytes: bytes) }
    }

    private let capacity: Int
    /// Longer texts are not kept.
    private static let mostBytes = 1024
    private var recent: [Key: ParsedUserAgent] = [:]
    private var older: [Key: ParsedUserAgent] = [:]
    /// Texts that had to be read.
    package private(set) var missCount = 0

    /// - Parameter capacity: texts that are sure to be remembered; up to twice as many are.
    package init(capacity: Int = 8192) { self.capacity = capacity }

    deinit {
        Self.free(recent)
        Self.free(older)
    }

    package var count: Int { recent.count + older.count }

    package func parsed(_ text: String) -> ParsedUserAgent {
        var text = text
        return text.withUTF8 { parsed(UnsafeRawBufferPointer($0)) }
    }

    func parsed(_ text: UnsafeRawBufferPointer) -> ParsedUserAgent {
        let key = Key(bytes: text)
        if let known = recent[key] { return known }
        if let entry = older.index(forKey: key) {
            let (kept, parsed) = older.remove(at: entry)
            insert(kept, parsed)
            return parsed
        }
        missCount += 1
        let parsed = UserAgents.shared.parse(text)
        guard text.count <= Self.mostBytes else { return parsed }
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 1)
        copy.copyMemory(from: text)
        insert(Key(bytes: UnsafeRawBufferPointer(copy)), parsed)
        return parsed
    }

    private func insert(_ key: Key, _ parsed: ParsedUserAgent) {
        if recent.count >= capacity {
            Self.free(older)
            older = recent
            recent = [:]
            recent.reserveCapacity(capacity)
        }
        recent[key] = parsed
    }

    private static func free(_ entries: [Key: ParsedUserAgent]) { for key in entries.keys { key.bytes.deallocate() } }
}
