import BasinCore
import BasinWire

/// Datasets of one layer that are drawn as one box.
struct LineageGroup: Sendable {
    var count: Int
    /// `events`, `datasets` or `sets of others`.
    var noun: String
    /// Nil: of several.
    var owner: String?
    /// The worst of their states, and how many are in it; nil: nothing is wrong with any.
    var worst: (state: String, count: Int)?

    init(_ nodes: [LineageAnswer.Node], owner: String?) {
        count = nodes.count
        self.owner = owner
        let kinds = Set(nodes.map(\.kind))
        noun =
            switch kinds.count == 1 ? kinds.first : nil {
            case "event": count.word("event type")
            case "external": count.word("external dataset")
            default: count.word("dataset")
            }
        for state in ["failed", "broken", "stale"] where worst == nil {
            let number = nodes.count { $0.state == state }
            if number > 0 { worst = (state, number) }
        }
    }

    var title: String { Figures.grouped(count) + " " + noun }
}
