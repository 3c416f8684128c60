/// How long a server asks to wait: `Retry-After` with seconds or a date.
package enum RetryAfter {
    /// A date is compared with the server's own `Date`, since the device's clock may be wrong.
    ///
    /// - Parameter headers: names in lower case.
    /// - Returns: nil without a header that can be read.
    package static func delay(_ headers: [String: String], now: WallTime) -> Duration? {
        guard let text = headers["retry-after"]?.trimmed else { return nil }
        if !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) {
            return .seconds(Int(text) ?? 1_000_000_000)
        }
        guard let date = HTTPDate.seconds(text) else { return nil }
        let from = headers["date"].flatMap { HTTPDate.seconds($0.trimmed) } ?? now.seconds
        return .seconds(max(0, date - from))
    }
}

extension String {
    /// Without spaces around it.
    fileprivate var trimmed: String {
        var rest = Substring(self)
        while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return String(rest)
    }
}
