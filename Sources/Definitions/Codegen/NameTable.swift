/// Gives things names that no two share, where what they are called in definitions may come to the same.
///
/// A thing keeps its name whatever else comes and goes, but for what would be called the same: those are told apart by
/// how they are written in definitions (`a_b` and `a__b` are both `aB`), and what is reserved gets an underscore.
struct NameTable {
    struct Request {
        /// What the name is for; no two requests share it.
        var key: String
        var preferred: String
        /// Where the preferred name is not free.
        var fallback: String
    }

    private let reserved: Set<String>
    /// Names that differ in case alone count as the same: they become files' names.
    private let ignoresCase: Bool
    private var taken: Set<String> = []

    init(reserved: Set<String>, ignoresCase: Bool = false) {
        self.ignoresCase = ignoresCase
        self.reserved = ignoresCase ? Set(reserved.map { $0.lowercased() }) : reserved
    }

    /// The name of each key. Earlier calls' names are not free.
    mutating func names(_ requests: [Request]) -> [String: String] {
        var names: [String: String] = [:]
        let byName = Dictionary(grouping: requests) { folded($0.preferred) }
        var rest: [Request] = []
        for (name, group) in byName {
            if group.count == 1, !reserved.contains(name), !taken.contains(name) {
                names[group[0].key] = group[0].preferred
            } else {
                rest += group
            }
        }
        taken.formUnion(names.values.map(folded))
        for request in rest.sorted(by: { $0.key < $1.key }) {
            var name = request.fallback
            while reserved.contains(folded(name)) || !taken.insert(folded(name)).inserted { name += "_" }
            names[request.key] = name
        }
        return names
    }

    private func folded(_ name: String) -> String { ignoresCase ? name.lowercased() : name }
}
