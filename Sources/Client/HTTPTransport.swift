import AsyncHTTPClient
import BasinCore
package import BasinWire
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization

/// Requests over HTTP.
package enum HTTPTransport {
    /// By the file of authorities that they trust. They live as long as the program.
    private static let clients = Mutex<[String?: HTTPClient]>([:])

    private static func client(authorities: String?) throws -> HTTPClient {
        try clients.withLock { clients in
            if let known = clients[authorities] { return known }
            var configuration = HTTPClient.Configuration()
            configuration.timeout.connect = .seconds(10)
            // A server that is not there is an answer at once, not something to try again.
            configuration.connectionPool.retryConnectionEstablishment = false
            if let authorities {
                guard let read = try? NIOSSLCertificate.fromPEMFile(authorities), !read.isEmpty else {
                    throw BasinError(.invalid, "\(authorities) holds no certificate in PEM form, or cannot be read.")
                }
                var tls = TLSConfiguration.makeClientConfiguration()
                tls.additionalTrustRoots = [.certificates(read)]
                configuration.tlsConfiguration = tls
            }
            let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
            clients[authorities] = client
            return client
        }
    }

    /// A transport to a server such as `http://127.0.0.1:8080`. A redirect to another server carries no token
    /// there.
    /// - Parameter authorities: a file in PEM form of whom to trust beside the system's, where `url` is `https`.
    /// - Throws: `.invalid` for an address that is not `http` or `https`, or a file that is none of certificates.
    package static func make(url: String, authorities: String? = nil) throws -> Transport {
        let base = url.hasSuffix("/") ? String(url.dropLast()) : url
        guard base.hasPrefix("http://") || base.hasPrefix("https://") else {
            throw BasinError(.invalid, "The address of the server is not a URL such as http://127.0.0.1:8080.")
        }
        let client = try client(authorities: authorities)
        return Transport { request, receive in
            var outgoing = HTTPClientRequest(url: base + request.path)
            outgoing.method = HTTPMethod(rawValue: request.method)
            for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
            switch request.body {
            case .bytes(let bytes):
                if !bytes.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: bytes)) }
            case .stream(let length, let next):
                let pieces = AsyncThrowingStream<ByteBuffer, any Error> { try await next().map(ByteBuffer.init(bytes:)) }
                outgoing.body = .stream(pieces, length: length.map { .known(Int64($0)) } ?? .unknown)
            }
            return try await exchange(outgoing, client, at: base, receive)
        }
    }

    private static func exchange(
        _ request: HTTPClientRequest, _ client: HTTPClient, at base: String, _ receive: Transport.Receive
    ) async throws -> WireHead {
        let response: HTTPClientResponse
        do {
            // Imports and queries take as long as they take; a server that is gone closes the connection.
            response = try await client.execute(request, deadline: .distantFuture)
        } catch let error as BasinError {
            throw error
        } catch {
            throw unreachable(base, error)
        }
        var headers: [String: String] = [:]
        for (name, value) in response.headers {
            headers[name.lowercased()] = headers[name.lowercased()].map { $0 + ", " + value } ?? value
        }
        let head = WireHead(status: Int(response.status.code), headers: headers)
        var pieces = response.body.makeAsyncIterator()
        while true {
            let piece: ByteBuffer?
            do {
                piece = try await pieces.next()
            } catch {
                throw BasinError(.unavailable, "The answer of \(base) was cut short; the server's log may say why.")
            }
            guard let piece else { return head }
            try await receive(head, Array(piece.readableBytesView))
        }
    }

    private static func unreachable(_ base: String, _ error: any Error) -> BasinError {
        if error is NIOSSLError || error is NIOSSLExtraError {
            return BasinError(
                .unavailable,
                "\(base) does not show a certificate for that name which is trusted here, or speaks no TLS; name your own "
                    + "authority's file with --ca, or in BASIN_CA.")
        }
        return noConnection(base, error)
    }

    private static func noConnection(_ base: String, _ error: any Error) -> BasinError {
        BasinError(.unavailable, "Cannot reach \(base) (\(reason(error))); is `basin up` running there?")
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: error.shortDescription
        case let error as IOError: "system error \(error.errnoCode)"
        default: "no connection"
        }
    }
}
