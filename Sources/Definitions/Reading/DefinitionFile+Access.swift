import BasinCore
import Yams

/// Who may read a dataset: `access` and `rows`.
extension DefinitionFile {
    private enum Word: String, CaseIterable { case open, restricted }

    private static let shape = "write each as `- {teams: [team-nordic], where: \"country = 'SE'\"}`"
    private static let mostRules = 100

    /// Nil where neither key is there.
    mutating func access(_ keys: [String: Entry]) -> DataAccess? {
        var access = DataAccess()
        if let entry = keys["access"] { access.isRestricted = word(entry, "the access", as: Word.self) == .restricted }
        if let entry = keys["rows"] { access.rows = rows(entry) }
        return keys["access"] == nil && keys["rows"] == nil ? nil : access
    }

    private mutating func rows(_ entry: Entry) -> [DataAccess.RowRule] {
        guard case .sequence(let sequence) = entry.value, !sequence.isEmpty else {
            report(entry.value.place, "`rows` is not a list of who sees what", Self.shape)
            return []
        }
        if sequence.count > Self.mostRules {
            report(entry.value.place, "`rows` has more than \(Self.mostRules) rules", "put teams that see the same rows into one")
        }
        return sequence.prefix(Self.mostRules).compactMap { node in
            guard let keys = entries(of: node, "a rule of `rows`", remedy: Self.shape, allowed: ["teams", "where"]),
                let teams = keys["teams"], let condition = keys["where"]
            else {
                report(node.place, "a rule of `rows` says not both who and which", Self.shape)
                return nil
            }
            let names = texts(teams, "`teams`", remedy: Self.shape).map(\.text)
            if names.isEmpty { report(teams.place, "a rule of `rows` is for nobody", Self.shape) }
            return text(condition, "the condition", remedy: Self.shape).map {
                DataAccess.RowRule(teams: names, condition: $0)
            }
        }
    }
}
