import BasinEvents
import Foundation

/// A server inside of the test: answers at once, as it is told.
final class FakeServer: Transport {
    enum Behaviour: Sendable {
        /// Takes the events, as Basin does.
        case take
        case answer(DeliveryAnswer)
        /// No connection.
        case unreachable
        /// Takes the events, and the answer is lost.
        case takeSilently
        /// Keeps the request until `answerHeld`.
        case hold
    }

    struct Request: Sendable {
        var headers: [String: String]
        var url: URL
        /// Empty when nothing arrived.
        var body: [UInt8]

        var events: [ReceivedEvent] { Gunzip.inflate(body).flatMap { try? ReceivedEvent.batch($0) } ?? [] }
    }

    private struct State {
        var behaviour: @Sendable (Request) -> Behaviour = { _ in .take }
        var requests: [Request] = []
        var received: [ReceivedEvent] = []
        var held: [(request: Request, done: @Sendable (DeliveryAnswer?) -> Void)] = []
        var cancels = 0
    }

    private let state = Guarded(State())

    /// Decides about each request, in its order.
    func behave(_ behaviour: @escaping @Sendable (Request) -> Behaviour) { state.withLock { $0.behaviour = behaviour } }

    func behave(_ behaviour: Behaviour) { behave { _ in behaviour } }

    var requests: [Request] { state.withLock { $0.requests } }
    /// Taken events, in their order; again when they were sent again.
    var received: [ReceivedEvent] { state.withLock { $0.received } }
    var cancels: Int { state.withLock { $0.cancels } }
    var isHolding: Bool { state.withLock { !$0.held.isEmpty } }

    func send(_ request: DeliveryRequest, done: @escaping @Sendable (DeliveryAnswer?) -> Void) {
        let seen = Request(headers: request.headers, url: request.url, body: request.body)
        let behaviour = state.withLock(\.behaviour)(seen)
        var kept = seen
        if case .unreachable = behaviour { kept.body = [] }
        state.withLock { [kept] in $0.requests.append(kept) }
        switch behaviour {
        case .take: done(take(seen))
        case .takeSilently:
            _ = take(seen)
            done(nil)
        case .answer(let answer): done(answer)
        case .unreachable: done(nil)
        case .hold: state.withLock { $0.held.append((seen, done)) }
        }
    }

    /// Answers what was held, late.
    func answerHeld() {
        let held = state.withLock { state in
            defer { state.held = [] }
            return state.held
        }
        for (request, done) in held { done(take(request)) }
    }

    func cancel() { state.withLock { $0.cancels += 1 } }

    func close() {}

    private func take(_ request: Request) -> DeliveryAnswer {
        let events = request.events
        state.withLock { $0.received += events }
        return Self.taken(events.count)
    }

    static func taken(_ accepted: Int, refused: String = "[]") -> DeliveryAnswer {
        DeliveryAnswer(
            status: 200, body: Array("{\"accepted\":\(accepted),\"dropped_fields\":0,\"refused\":\(refused)}".utf8))
    }

    static func error(_ status: Int, _ code: String, headers: [String: String] = [:]) -> DeliveryAnswer {
        DeliveryAnswer(
            status: status, headers: headers, body: Array("{\"code\":\"\(code)\",\"message\":\"No \(code).\"}".utf8))
    }
}
