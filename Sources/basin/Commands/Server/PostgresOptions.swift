import ArgumentParser
import BasinPostgres
import BasinServer

/// The port for PostgreSQL clients.
struct PostgresOptions: ParsableArguments {
    @Option(help: "A port for PostgreSQL clients, as psql; 0 for any that is free. (default: none)")
    var postgresPort: Int?

    @Option(
        name: .customLong("postgres-tls-certificate"),
        help: "A certificate for the PostgreSQL port alone, in PEM form. (default: that of --tls-certificate)")
    var postgresTLSCertificate: String?

    @Option(name: .customLong("postgres-tls-key"), help: "The file of that certificate's key, in PEM form.")
    var postgresTLSKey: String?

    @Flag(help: "Take tokens in clear on the PostgreSQL port, also from other machines.")
    var postgresClearText = false

    func validate() throws {
        guard let postgresPort else {
            guard postgresTLSCertificate == nil, postgresTLSKey == nil, !postgresClearText else {
                throw ValidationError(
                    "--postgres-tls-certificate, --postgres-tls-key and --postgres-clear-text need --postgres-port.")
            }
            return
        }
        guard (0...65535).contains(postgresPort) else {
            throw ValidationError("--postgres-port is not between 0 and 65535.")
        }
        guard (postgresTLSCertificate == nil) == (postgresTLSKey == nil) else {
            throw ValidationError(
                "--postgres-tls-certificate and --postgres-tls-key belong together; give both or none.")
        }
    }

    func address(host: String) -> PostgresAddress? {
        postgresPort.map { PostgresAddress(host: host, port: $0, allowsClearText: postgresClearText) }
    }

    /// The port's own certificate, if it has one.
    /// - Throws: `.invalid` for files that cannot be read, or do not belong together.
    func certificate() throws -> ServerCertificate? {
        guard let postgresTLSCertificate, let postgresTLSKey else { return nil }
        return try ServerCertificate(certificate: postgresTLSCertificate, key: postgresTLSKey)
    }
}
