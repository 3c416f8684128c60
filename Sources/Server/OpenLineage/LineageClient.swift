import AsyncHTTPClient
import BasinCore
import NIOHTTP1

/// The endpoint that is told of Basin's runs. `close` must be called.
struct LineageClient: Sendable {
    enum Answer: Sendable, Equatable {
        /// It took the event.
        case taken
        /// It does not want this event, and will not want it later.
        case refused(Int)
        /// It may take it later: it is ill, or not set up as it should be.
        case later(Int)
        /// None: no connection, no answer in time.
        case nothing
    }

    private let endpoint: OutgoingEndpoint

    init(_ target: LineageTarget) {
        endpoint = OutgoingEndpoint(
            target.url, agent: "Basin/\(BasinVersion.current)",
            headers: target.key.map { [("Authorization", "Bearer " + $0)] } ?? [])
    }

    /// Tries once. Takes little more than ten seconds at most; what the answer says beside its status is not read.
    func post(_ body: [UInt8]) async -> Answer {
        await endpoint.post(body) { response in
            let status = Int(response.status.code)
            return switch status {
            case 200..<300: .taken
            // The event itself is at fault, not the door.
            case 400, 409, 413, 422: .refused(status)
            default: .later(status)
            }
        } ?? .nothing
    }

    func close() async { await endpoint.close() }
}
