import NIOCore

/// Where the door listens, and what of it may be heard by others.
package struct PostgresAddress: Sendable {
    package var host: String
    /// 0 for any that is free.
    package var port: Int
    /// Files in PEM form: the certificate with those that vouch for it, and its key.
    package var certificate: String?
    package var key: String?
    /// Whether tokens and rows may leave this machine without encryption.
    package var allowsClearText: Bool

    package init(host: String, port: Int, certificate: String? = nil, key: String? = nil, allowsClearText: Bool = false)
    {
        self.host = host
        self.port = port
        self.certificate = certificate
        self.key = key
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
