/// How requests reach Basin: over HTTP, or straight to the router in this process.
public struct Transport: Sendable {
    /// Takes the answer's bytes as they come. The next bytes are not asked for before it returns.
    public typealias Receive = @Sendable (_ head: WireHead, _ chunk: [UInt8]) async throws -> Void

    /// Sends the request, hands the answer's bytes to `receive`, and returns the answer's head at the end. An HTTP
    /// error status is an answer, not an error; what throws is a connection that failed or an answer cut short.
    public var send: @Sendable (_ request: WireRequest, _ receive: @escaping Receive) async throws -> WireHead

    public init(send: @escaping @Sendable (WireRequest, @escaping Receive) async throws -> WireHead) {
        self.send = send
    }
}
