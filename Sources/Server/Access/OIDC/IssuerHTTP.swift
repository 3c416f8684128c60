import AsyncHTTPClient
import BasinCore
import BasinWire
import NIOCore
import NIOHTTP1

/// Asks issuers, and nobody else: at the address that was looked at, following nothing, for no more bytes and no more time
/// than an honest answer takes.
enum IssuerHTTP {
    private static let patience = Duration.seconds(15)
    /// Name servers may take their time, which nobody else waits for.
    private static let resolving = BlockingThreads(label: "basin.issuer.names", limit: 2)

    /// The bytes of a good answer.
    /// - Throws: `IssuerTrouble`.
    @concurrent static func exchange(_ request: IssuerRequest) async throws -> [UInt8] {
        let answer = await within(patience) { () async -> Result<[UInt8], IssuerTrouble> in
            do {
                return .success(try await exchangeOnce(request))
            } catch let trouble as IssuerTrouble {
                return .failure(trouble)
            } catch is NIOTooManyBytesError {
                return .failure(.tooLarge)
            } catch {
                return .failure(.noAnswer)
            }
        }
        guard let answer else { throw IssuerTrouble.noAnswer }
        return try answer.get()
    }

    private static func exchangeOnce(_ request: IssuerRequest) async throws -> [UInt8] {
        let address = try await address(of: request)
        var configuration = HTTPClient.Configuration.outgoing
        configuration.timeout.read = .seconds(10)
        // What was looked at is what is connected to: a name server that says something else meanwhile changes nothing.
        configuration.dnsOverride = [request.address.host: address.text]
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let bytes = try await answer(of: request, by: client)
            try? await client.shutdown()
            return bytes
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private static func answer(of request: IssuerRequest, by client: HTTPClient) async throws -> [UInt8] {
        var outgoing = HTTPClientRequest(url: request.address.text)
        outgoing.headers.add(name: "accept", value: "application/json")
        outgoing.headers.add(name: "user-agent", value: "Basin/\(BasinVersion.current)")
        if let authorization = request.authorization { outgoing.headers.add(name: "authorization", value: authorization) }
        if let form = request.form {
            outgoing.method = .POST
            outgoing.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
            let body = form.map { PercentCoding.encode($0.name) + "=" + PercentCoding.encode($0.value) }.joined(separator: "&")
            outgoing.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await client.execute(outgoing, timeout: .seconds(12))
        let status = Int(response.status.code)
        guard status / 100 != 3 else { throw IssuerTrouble.redirect }
        guard status == 200 else { throw IssuerTrouble.status(status) }
        let body = try await response.body.collect(upTo: request.limit)
        return Array(body.readableBytesView)
    }

    /// - Throws: `.noAddress`, `.privateAddress`.
    private static func address(of request: IssuerRequest) async throws -> NetworkAddress {
        let host = request.address.host
        let addresses = try await resolving.run { NetworkAddress.resolve(host) }
        guard let first = addresses.first else { throw IssuerTrouble.noAddress }
        guard isAllowed(addresses, request) else { throw IssuerTrouble.privateAddress }
        // Programs for one machine mostly listen on its IPv4 address alone.
        return request.address.isLoopback ? addresses.first { $0.bytes.count == 4 } ?? first : first
    }

    /// One wrong address is enough: which one is connected to must not be a matter of luck.
    static func isAllowed(_ addresses: [NetworkAddress], _ request: IssuerRequest) -> Bool {
        if request.issuer.allowsPrivate { return true }
        if request.address.isLoopback, request.issuer.address.isLoopback { return addresses.allSatisfy(\.isLoopback) }
        return addresses.allSatisfy(\.isPublic)
    }
}
