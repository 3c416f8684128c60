import NIOCore

/// Where the door listens, and what of it may be heard by others.
package struct PostgresAddress: Sendable {
    package var host: String
    /// 0 for any that is free.
    package var port: Int
    /// Whether tokens and rows may leave this machine without encryption.
    package var allowsClearText: Bool

    package init(host: String, port: Int, allowsClearText: Bool = false) {
        self.host = host
        self.port = port
        self.allowsClearText = allowsClearText
    }
}

extension SocketAddress {
    /// Whether only this machine can be at the other end.
    var isLoopback: Bool {
        switch self {
        case .v4: ipAddress?.hasPrefix("127.") ?? false
        case .v6:
            ipAddress == "::1" || (ipAddress?.lowercased().hasPrefix("::ffff:127.") ?? false)
        case .unixDomainSocket: true
        }
    }
}
