import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A place of somebody else's that is told things, as JSON. `close` must be called.
struct OutgoingEndpoint: Sendable {
    private let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: .outgoing)
    private let request: HTTPClientRequest

    /// - Parameter headers: may hold secrets; one that is always sent is replaced.
    init(_ url: String, agent: String, headers: [(name: String, value: String)]) {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "User-Agent", value: agent)
        for header in headers { request.headers.replaceOrAdd(name: header.name, value: header.value) }
        request.headers.replaceOrAdd(name: "Content-Type", value: "application/json")
        self.request = request
    }

    /// Tries once. Takes little more than ten seconds at most.
    /// - Parameter read: what the answer means.
    /// - Returns: nil without one: no connection, no answer in time.
    func post<Answer: Sendable>(
        _ body: [UInt8], read: @escaping @Sendable (HTTPClientResponse) async -> Answer
    ) async -> Answer? {
        let answer = await within(.seconds(12)) { () async -> Answer? in
            var request = request
            request.body = .bytes(ByteBuffer(bytes: body))
            guard let response = try? await client.execute(request, timeout: .seconds(10)) else { return nil }
            return await read(response)
        }
        return answer ?? nil
    }

    func close() async { try? await client.shutdown() }
}
