import BasinCore
import Foundation
package import Logging
import NIOCore
package import NIOSSL
import Synchronization

/// The certificate by which clients know this server, and its key. Both files are read again while the server runs, so
/// that a renewed certificate is shown to whoever connects next, without a restart.
package final class ServerCertificate: Sendable {
    private struct Held {
        /// What the files said when they were looked at last, whether or not it could be used.
        var text: Text
        var shown: Pair
    }
    private struct Pair {
        var chain: [NIOSSLCertificateSource]
        var key: NIOSSLPrivateKeySource

        var override: NIOSSLContextConfigurationOverride {
            var override = NIOSSLContextConfigurationOverride()
            override.certificateChain = chain
            override.privateKey = key
            return override
        }
    }
    private struct Text: Equatable {
        var certificate: Data
        var key: Data
    }

    private let certificateFile: String
    private let keyFile: String
    private let held: Mutex<Held>

    /// - Parameters:
    ///   - certificate: a file in PEM form: the certificate, and behind it those that vouch for it.
    ///   - key: the file of its key, in PEM form, without a passphrase.
    /// - Throws: `.invalid` for files that cannot be read, or do not belong together.
    package init(certificate: String, key: String) throws {
        certificateFile = certificate
        keyFile = key
        let text = try Self.text(certificate, key)
        held = Mutex(Held(text: text, shown: try Self.pair(text, certificate, key)))
    }

    /// Reads the files again. What cannot be used leaves the certificate that is shown: a renewal may be half-way, or
    /// wrong.
    /// - Returns: whether another certificate is shown from now on.
    /// - Throws: `.invalid` as the initialiser does.
    package func reread() throws -> Bool {
        let text = try Self.text(certificateFile, keyFile)
        let isNews = held.withLock { held in
            defer { held.text = text }
            return held.text != text
        }
        guard isNews else { return false }
        let pair = try Self.pair(text, certificateFile, keyFile)
        held.withLock { $0.shown = pair }
        return true
    }

    /// Rereads the files until its task is cancelled.
    package func follow(every pause: Duration = .seconds(5), logger: Logger) async throws {
        var told: String?
        while true {
            try await Task.sleep(for: pause)
            do {
                guard try await BlockingThreads.shared.run({ try self.reread() }) else { continue }
                told = nil
                logger.notice("a renewed certificate is shown", metadata: ["file": "\(certificateFile)"])
            } catch {
                // A file that is missing is missing every time.
                let problem = "\(error)"
                if problem != told {
                    logger.warning("the certificate cannot be renewed; the one before is shown", metadata: ["error": "\(problem)"])
                }
                told = problem
            }
        }
    }

    /// - Parameter protocols: what is spoken inside (ALPN); none: it is not said.
    package func configuration(protocols: [String] = []) -> TLSConfiguration {
        let now = held.withLock { $0.shown }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: now.chain, privateKey: now.key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = protocols
        configuration.sslContextCallback = { [self] _, promise in promise.succeed(held.withLock { $0.shown.override }) }
        return configuration
    }

    /// - Throws: `.invalid` when this cannot be spoken.
    package func context() throws -> NIOSSLContext {
        do { return try NIOSSLContext(configuration: configuration()) } catch { throw Self.unfit(certificateFile, keyFile) }
    }

    private static func text(_ certificate: String, _ key: String) throws -> Text {
        guard let first = FileManager.default.contents(atPath: certificate),
            let second = FileManager.default.contents(atPath: key)
        else { throw unfit(certificate, key) }
        return Text(certificate: first, key: second)
    }

    private static func pair(_ text: Text, _ certificate: String, _ key: String) throws -> Pair {
        do {
            let chain = try NIOSSLCertificate.fromPEMBytes(Array(text.certificate)).map { NIOSSLCertificateSource.certificate($0) }
            let secret = NIOSSLPrivateKeySource.privateKey(try NIOSSLPrivateKey(bytes: Array(text.key), format: .pem))
            guard !chain.isEmpty else { throw unfit(certificate, key) }
            // Whether they belong together shows only here.
            _ = try NIOSSLContext(configuration: .makeServerConfiguration(certificateChain: chain, privateKey: secret))
            return Pair(chain: chain, key: secret)
        } catch {
            throw unfit(certificate, key)
        }
    }

    private static func unfit(_ certificate: String, _ key: String) -> BasinError {
        BasinError(
            .invalid,
            "\(certificate) and \(key) are no certificate and its key in PEM form, do not belong together, or cannot be read.")
    }
}
