package import BasinPostgres
package import Logging
import Synchronization

extension Platform {
    /// The door for PostgreSQL clients, to run beside the web server: both end together.
    /// - Throws: `.invalid` for an address that would let tokens out in clear.
    package func postgresDoor(
        _ address: PostgresAddress, certificate: ServerCertificate? = nil, logger: Logger
    ) throws -> WebServer.Companion {
        var limits = PostgresLimits()
        limits.connections = max(8, min(limits.connections, Descriptors.raise() / 32))
        limits.connectionsOfOne = max(4, limits.connections / 2)
        let door = try PostgresDoor(
            services: postgresServices, address: address, tls: try certificate?.context(), limits: limits, logger: logger)
        return { [self] _ in
            defer { postgresPort.withLock { $0 = nil } }
            try await door.run { [self] port in
                postgresPort.withLock { $0 = port }
                logger.notice("PostgreSQL clients are taken", metadata: ["host": "\(address.host)", "port": "\(port)"])
            }
        }
    }
}
