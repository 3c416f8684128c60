import BasinPostgres
import BasinServer
import Logging

/// Where `basin up` listens, and with which certificates.
struct ServerDoors: Sendable {
    var host: String
    var port: Int
    var certificate: ServerCertificate?
    var postgres: PostgresAddress?
    /// Of the PostgreSQL port alone; without one it has that of the other.
    var postgresCertificate: ServerCertificate?

    func address(port: Int, token: String?) -> ServerAddress {
        ServerAddress(host: host, port: port, isEncrypted: certificate != nil, token: token)
    }

    /// The doors beside the web server's.
    /// - Throws: `.invalid` for an address that would let tokens out in clear.
    func others(of platform: Platform, logger: Logger) throws -> [WebServer.Companion] {
        guard let postgres else { return [] }
        let door = try platform.postgresDoor(postgres, certificate: postgresCertificate ?? certificate, logger: logger)
        guard let postgresCertificate else { return [door] }
        return [door, { _ in try await postgresCertificate.follow(logger: logger) }]
    }
}
