/// Why the event being read is refused. The path is gathered from the inside out while the encoder backs out.
struct RowFailure {
    var code: RefusalCode
    /// What is wrong and what to do, as it follows the field's path: "is not a boolean; send true or false".
    var reason: String
    /// The innermost part first; `[3]` for an element of a list.
    var path: [String] = []

    static let notJSON =
        "is not JSON that Basin can hold; look for broken syntax, text that is not UTF-8, and numbers beyond 64 bits"

    /// `data.tags[3]`, or nil when no field is to blame.
    var field: String? {
        guard !path.isEmpty else { return nil }
        var text = ""
        for part in path.reversed() {
            if !text.isEmpty && !part.hasPrefix("[") { text += "." }
            text += part
        }
        return text
    }

    /// The same without anything that the client chose: a key that the schema does not know may itself be personal, and
    /// quarantine keeps the reason in clear beside the sealed payload.
    var stored: RowFailure {
        guard code == .unknownField, !path.isEmpty else { return self }
        var copy = self
        copy.path[0] = "(a key in the payload)"
        return copy
    }

    var message: String { (field.map { $0 + " " } ?? "The event ") + reason + "." }
}
