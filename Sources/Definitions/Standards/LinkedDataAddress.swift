package import BasinCore

/// Where readers of linked data reach this server. Without it, what is here is named relative to the document.
package struct LinkedDataAddress: Sendable, Hashable {
    /// Without a slash at its end; empty for relative names.
    let text: String

    /// - Throws: `.invalid` for what is no address of a server: `https://data.example:8443/basin`.
    package init(_ text: String?) throws(BasinError) {
        guard let text else {
            self.text = ""
            return
        }
        var trimmed = Substring(text)
        while trimmed.last == "/" { trimmed.removeLast() }
        let rest = ["https://", "http://"].first { trimmed.hasPrefix($0) }.map { trimmed.dropFirst($0.count) }
        guard text.utf8.count <= 300, let rest, let first = rest.utf8.first, first != UInt8(ascii: "/"),
            rest.utf8.allSatisfy({ byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || "-._~:/[]".utf8.contains(byte)
            })
        else {
            throw BasinError(
                .invalid, "The base \(printable(text, limit: 80)) is no address of a server; write it like https://data.example.")
        }
        self.text = String(trimmed)
    }

    func callAsFunction(_ path: String) -> String { text + path }
}
