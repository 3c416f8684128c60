/// A JSON object that is filled by paths, `context.page.url`.
struct NestedValues {
    private(set) var value: [String: Any] = [:]

    mutating func set(_ new: Any, at path: String) {
        Self.set(new, at: path.split(separator: ".").map(String.init)[...], in: &value)
    }

    /// Unless something is there.
    mutating func fill(_ new: Any, at key: String) { if value[key] == nil { value[key] = new } }

    mutating func remove(_ key: String) { value[key] = nil }

    private static func set(_ new: Any, at path: ArraySlice<String>, in object: inout [String: Any]) {
        guard let key = path.first else { return }
        guard path.count > 1 else { return object[key] = new }
        var inner = object[key] as? [String: Any] ?? [:]
        set(new, at: path.dropFirst(), in: &inner)
        object[key] = inner
    }
}
