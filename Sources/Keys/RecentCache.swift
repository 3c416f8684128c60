/// What was used lately, bounded by count. Two generations: what is found in the old one moves to the young one; when
/// the young one holds half of the bound, it becomes the old one, and what was not used since is dropped.
struct RecentCache<Key: Hashable, Value> {
    private let generationCount: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    /// Holds at most `capacity` values, at least 2.
    init(capacity: Int) { generationCount = max(1, capacity / 2) }

    var count: Int { young.count + old.count }

    mutating func value(_ key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old.removeValue(forKey: key) else { return nil }
        insert(value, key)
        return value
    }

    mutating func insert(_ value: Value, _ key: Key) {
        if young.count >= generationCount {
            old = young
            young = [:]
        }
        young[key] = value
    }

    mutating func removeAll(where isGone: (Key) -> Bool) {
        young = young.filter { !isGone($0.key) }
        old = old.filter { !isGone($0.key) }
    }
}
