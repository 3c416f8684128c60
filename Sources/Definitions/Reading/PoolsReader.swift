import BasinCore
import Yams

/// Reads `pools.yaml`: each pool's name and slots.
struct PoolsReader {
    var file: DefinitionFile

    mutating func read(_ root: Node) -> [Pool] {
        let shape = "write a line for each pool: `billing_database: {slots: 4}`"
        guard let entries = file.entries(of: root, "the file", remedy: shape) else { return [] }
        return entries.map { entry in
            var pool = Pool(name: entry.key, slots: 1)
            if !Name.isValid(entry.key) {
                file.report(entry.place, "\(quoted(entry.key)) is not a pool's name", Name.rule)
            }
            let what = "pool \(quoted(entry.key))"
            guard let keys = file.entries(of: entry.value, what, remedy: shape, allowed: ["slots"]) else { return pool }
            if let slots = keys["slots"] {
                pool.slots = file.count(slots, "`slots` of \(what)", in: 1...10_000) ?? 1
            } else {
                file.report(entry.place, "\(what) has no slots", "add `slots`: how many runs may use it at once")
            }
            return pool
        }
    }
}
