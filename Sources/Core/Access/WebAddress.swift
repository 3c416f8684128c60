/// An `http` or `https` URL in its parts, read so that nobody who reads it elsewhere finds another host in it: no user, no
/// fragment, no escape in the host, nothing but printable ASCII.
package struct WebAddress: Sendable, Hashable {
    package let isSecure: Bool
    /// In lower case; an IPv6 address without its brackets.
    package let host: String
    package let port: Int
    /// Empty, or from its slash on.
    package let path: String
    /// Without its question mark.
    package let query: String?

    /// Nil for anything else. 2,000 bytes at most.
    package init?(_ text: String) {
        guard text.utf8.count <= 2000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }) else { return nil }
        let rest: Substring
        if text.hasPrefix("https://") {
            isSecure = true
            rest = text.dropFirst(8)
        } else if text.hasPrefix("http://") {
            isSecure = false
            rest = text.dropFirst(7)
        } else {
            return nil
        }
        guard !rest.contains("#") else { return nil }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard let (host, port) = Self.parts(of: authority) else { return nil }
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
        let behind = rest.dropFirst(authority.count)
        let path = behind.prefix { $0 != "?" }
        guard !path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) else { return nil }
        self.path = String(path)
        query = path.count < behind.count ? String(behind.dropFirst(path.count + 1)) : nil
    }

    private static func parts(of authority: Substring) -> (host: String, port: Int?)? {
        var host = authority, port: Int?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            guard !host.isEmpty, host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
            if !rest.isEmpty {
                guard rest.first == ":", let number = Self.port(rest.dropFirst()) else { return nil }
                port = number
            }
        } else {
            if let colon = authority.firstIndex(of: ":") {
                guard let number = Self.port(authority[authority.index(after: colon)...]) else { return nil }
                (host, port) = (authority[..<colon], number)
            }
            guard !host.isEmpty, host.utf8.count <= 253, host.first != ".", host.first != "-",
                host.utf8.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") })
            else { return nil }
        }
        return (host.lowercased(), port)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func port(_ text: Substring) -> Int? {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text),
            (1...65535).contains(number)
        else { return nil }
        return number
    }

    /// Where it leads, for whoever compares: `login.example.com:443`.
    package var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    /// Made of its parts, so that whoever asks there reads the same host.
    package var text: String {
        let isUsual = port == (isSecure ? 443 : 80)
        let place = isUsual ? String(authority.dropLast(isSecure ? 4 : 3)) : authority
        return (isSecure ? "https://" : "http://") + place + path + (query.map { "?" + $0 } ?? "")
    }

    /// Whether it is this machine by its name or its number, whatever a name server says.
    package var isLoopback: Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
        return host == "localhost" || host == "::1" || (isNumber && parts[0] == "127")
    }
}
