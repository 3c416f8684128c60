import BasinCore

/// Finds what a schema refers to in its own document. Nothing else is looked at, and nothing fetched.
struct SchemaReferences {
    private let root: WrittenJSON
    /// The document's own address, without what is behind `#`.
    private let base: String?
    /// Schemas with a name of their own, by `#name`.
    private var anchors: [String: WrittenJSON] = [:]
    private var found: [String: WrittenJSON] = [:]

    init(_ root: WrittenJSON) {
        self.root = root
        let id = root["$id"]?.text ?? root["id"]?.text
        base = id.map { String($0.prefix { $0 != "#" }) }
        collect(root)
    }

    private mutating func collect(_ tree: WrittenJSON) {
        switch tree {
        case .array(let elements): for element in elements { collect(element) }
        case .object(let members):
            for name in ["$anchor", "$dynamicAnchor"] {
                if let anchor = tree[name]?.text, anchors["#" + anchor] == nil { anchors["#" + anchor] = tree }
            }
            // Until draft-07 an id that starts with # was the name.
            for name in ["id", "$id"] {
                if let id = tree[name]?.text, id.hasPrefix("#"), id.count > 1, anchors[id] == nil { anchors[id] = tree }
            }
            for member in members { collect(member.value) }
        default: break
        }
    }

    /// What `#/definitions/a`, `#a` or the document's own address with either refers to.
    mutating func resolve(_ reference: String) throws(SchemaRefusal) -> (key: String, schema: WrittenJSON) {
        var key = reference
        if let base, !base.isEmpty, reference == base || reference.hasPrefix(base + "#") {
            key = String(reference.dropFirst(base.count))
            if key.isEmpty { key = "#" }
        }
        guard key.hasPrefix("#") else {
            throw SchemaRefusal(
                .remoteReference, reference, "it refers to another document, and nothing is fetched",
                "put that schema under `$defs` of this one, and refer to it there")
        }
        if key == "#" || key == "#/" { return ("#", root) }
        if let known = anchors[key] ?? found[key] { return (key, known) }
        guard key.hasPrefix("#/"), let schema = find(key.dropFirst(2)) else {
            throw SchemaRefusal(
                .missingReference, reference, "it refers to what is not there", "correct the reference")
        }
        found[key] = schema
        return (key, schema)
    }

    private func find(_ pointer: Substring) -> WrittenJSON? {
        var tree = root
        for step in pointer.split(separator: "/", omittingEmptySubsequences: false) {
            guard let name = PercentCoding.decode(step)?.replacing("~1", with: "/").replacing("~0", with: "~") else {
                return nil
            }
            switch tree {
            case .object:
                guard let next = tree[name] else { return nil }
                tree = next
            case .array(let elements):
                guard let index = Int(name), elements.indices.contains(index) else { return nil }
                tree = elements[index]
            default: return nil
            }
        }
        return tree
    }
}
