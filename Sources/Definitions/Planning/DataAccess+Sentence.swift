import BasinCore

extension DataAccess {
    /// Who may read it, in a sentence.
    var sentence: String {
        let rows =
            rows.isEmpty
            ? "" : " Of its rows, people see those that \(rows.count == 1 ? "a rule says" : "\(rows.count) rules say")."
        return (isRestricted ? "Only its owner and who has a grant may read it." : "Everybody who may query may read it.") + rows
    }
}
