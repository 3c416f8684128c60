import BasinCore
import BasinWire
import Synchronization

/// Events on their way.
extension APIClient {
    /// Hands on what the server tells of events as they come, until it stops or `receive` throws.
    /// - Parameters:
    ///   - types: none for all.
    ///   - condition: SQL on the fields of an event.
    ///   - verdict: `accepted` or `refused`; nil for both.
    package func watch(
        types: [String], condition: String?, verdict: String?,
        receive: @escaping @Sendable (ServerSentEvent) async throws -> Void
    ) async throws {
        let target = WireTarget(
            "api", "v1", "events", "live",
            query: types.map { ("type", $0) } + [("where", condition), ("verdict", verdict)])
        let events = Mutex(ServerSentEvents())
        try await stream(authorized("GET", target)) { chunk in
            for event in events.withLock({ $0.append(chunk) }) { try await receive(event) }
        }
    }

    /// Hands on the events of a type in the order of receipt: lines of JSON, each with its cursor.
    package func streamEvents(
        of type: String, after cursor: String?, from: String?, limit: Int?, follow: Bool,
        receive: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        let target = WireTarget(
            "api", "v1", "events", "stream",
            query: [
                ("type", type), ("after", cursor), ("from", from), ("limit", limit.map { String($0) }),
                ("follow", follow ? "true" : nil),
            ])
        try await stream(authorized("GET", target), receive: receive)
    }
}
