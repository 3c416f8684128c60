/// Where a server listens, and how a person gets in.
struct ServerAddress: Sendable {
    var host: String
    var port: Int
    /// It speaks TLS.
    var isEncrypted = false
    /// The admin token in plain text, when it is known: on the first start.
    var token: String?

    /// For this machine's browser and clients.
    var url: String {
        let everywhere = ["0.0.0.0", "::", ""].contains(host)
        let name = everywhere ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
        return "\(isEncrypted ? "https" : "http")://\(name):\(port)"
    }

    /// The web interface; holds the token when it is known.
    var link: String { token.map { "\(url)/login?token=\($0)" } ?? "\(url)/" }
}
