import BasinCore

/// What to change in the definitions so that an unread dataset goes, and what to think of before. Text only.
package struct UnreadProposal: Sendable, Equatable {
    package var change: String
    package var cautions: [String]

    /// - Parameters:
    ///   - retentionDays: as declared; nil: kept for ever.
    ///   - readers: what is made of it or checked against it; unread, too.
    package init(node: UnreadDatasets.Node, retentionDays: Int?, isRestricted: Bool, readers: [String]) {
        let file = "\(node.isEvents ? "events" : "datasets")/\(node.name).yaml"
        let files = node.isEvents ? file : "\(file) and its .sql"
        let shorten = "set `retention: 1d` in \(file) and apply"
        let kept = retentionDays.map { $0.counted("day") } ?? "for ever"
        cautions = []
        if node.isRemoved {
            change = "Put \(file) back, \(shorten); when nothing is stored any more, delete it again and apply."
            cautions.append("Its definition is removed; what is stored is kept \(kept).")
        } else {
            change = "\(shorten.prefix(1).uppercased() + shorten.dropFirst()); when nothing is stored any more, delete \(files) and apply."
            if node.isEvents {
                cautions.append("Events go on coming until the file is deleted; then clients that send them are refused.")
            }
        }
        if !readers.isEmpty {
            change = "Begin with \(readers.joined(separator: ", ")), which nobody reads either. " + change
        }
        if isRestricted {
            cautions.append("It is restricted: who may read it may have to keep it. Ask its owner.")
        }
        if node.lastRead == nil { cautions.append("Nobody is known to have ever read it; how it was read before that was counted is not known.") }
    }
}
