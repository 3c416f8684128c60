import BasinCore
import BasinMetastore

/// `dataset:NAMESPACE:NAME`, `job:NAMESPACE:NAME` or `datasetField:NAMESPACE:NAME:FIELD`. Namespaces and names may hold
/// colons, so that only what is known tells where one ends.
struct MarquezNode {
    enum Kind: String {
        case dataset, job
        case field = "datasetField"
    }

    var kind: Kind
    /// The ways in which the rest can be cut in a namespace and a name, the longest namespace first.
    var names: [LineageName]
    /// And for each, where it is of a field, the field.
    var fields: [String?]

    init(_ text: String) throws {
        let parts = text.split(separator: ":", maxSplits: 1)
        // A version behind `#` is not looked at: what is told is as of now.
        let rest = parts.count == 2 ? String(parts[1].prefix { $0 != "#" }) : ""
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])), rest.utf8.count <= 4096 else {
            throw BasinError(
                .invalid, "The nodeId is none of dataset:NAMESPACE:NAME, job:NAMESPACE:NAME and datasetField:NAMESPACE:NAME:FIELD.")
        }
        self.kind = kind
        names = []
        fields = []
        let colons = rest.indices.filter { rest[$0] == ":" }.suffix(16)
        for (place, colon) in colons.enumerated().reversed() {
            let namespace = String(rest[..<colon])
            guard kind == .field else {
                add(namespace, String(rest[rest.index(after: colon)...]), nil)
                continue
            }
            for second in colons.dropFirst(place + 1).reversed() {
                add(
                    namespace, String(rest[rest.index(after: colon)..<second]), String(rest[rest.index(after: second)...]))
            }
        }
    }

    private mutating func add(_ namespace: String, _ name: String, _ field: String?) {
        guard !namespace.isEmpty, !name.isEmpty, field != "" else { return }
        names.append(LineageName(namespace: namespace, name: name))
        fields.append(field)
    }
}
