import ArgumentParser
import BasinServer

/// The certificate of the server's ports.
struct CertificateOptions: ParsableArguments {
    @Option(
        name: .customLong("tls-certificate"),
        help:
            "Speak TLS: the file of the certificate, in PEM form, with those that vouch for it. Read again when it changes."
    )
    var certificate: String?

    @Option(name: .customLong("tls-key"), help: "The file of that certificate's key, in PEM form.")
    var key: String?

    func validate() throws {
        guard (certificate == nil) == (key == nil) else {
            throw ValidationError("--tls-certificate and --tls-key belong together; give both or none.")
        }
    }

    /// Nil: the port speaks no TLS.
    /// - Throws: `.invalid` for files that cannot be read, or do not belong together.
    func read() throws -> ServerCertificate? {
        guard let certificate, let key else { return nil }
        return try ServerCertificate(certificate: certificate, key: key)
    }
}
