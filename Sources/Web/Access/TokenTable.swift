import BasinCore
import BasinWire

/// Tokens without their secrets, each with a button to revoke it.
enum TokenTable {
    /// - Parameter returns: whose page to go back to; nil: one's own account.
    static func table(_ tokens: [TokenSummary], _ visitor: Visitor, returns account: String?) -> DataTable {
        let sorted = tokens.filter { state($0, visitor) == "good" } + tokens.filter { state($0, visitor) != "good" }
        return DataTable(
            "tokens", "Tokens", columns: [
                .text("Token"), .text("For"), .text("May"), .text("State"), .text("Made"), .text("Ends"), .text("End it"),
            ], rows: sorted.prefix(100).map { row($0, visitor, account) }, empty: "No token.", hidesCaption: true,
            note: tokens.count > 100 ? "The 100 first of \(Figures.grouped(tokens.count))." : nil)
    }

    private static func row(_ token: TokenSummary, _ visitor: Visitor, _ account: String?) -> [Cell] {
        let state = state(token, visitor)
        let mayEnd = state == "good" && (visitor.may(.administer) || token.account == visitor.name)
        let form = Form(
            .post, Address("account", "tokens", String(token.id), "revoke"), "Revoke",
            fields: account.map { [Form.hidden("account", $0)] } ?? [],
            isDangerous: true, isInline: true)
        return [
            .number(token.id), .name(token.name),
            token.permissions.map { AccessWords.words($0) } ?? AccessWords.word("all that the account may"),
            .state(state),
            .ago(token.createdAt, visitor.moment), .ago(token.expiresAt, visitor.moment), mayEnd ? Cell("\(form)", value: "") : .none,
        ]
    }

    private static func state(_ token: TokenSummary, _ visitor: Visitor) -> String {
        if token.revokedAt != nil { return "revoked" }
        return (visitor.moment.age(token.expiresAt) ?? 0) > 0 ? "over" : "good"
    }
}
