import BasinCore
import BasinWire
import Synchronization

extension APIClient {
    func authorized(_ method: String, _ target: WireTarget) -> WireRequest {
        var headers = token.map { ["authorization": "Bearer " + $0] } ?? [:]
        // What changes nothing takes no notice of it.
        if token != nil, method != "GET" { headers[Self.keyHeader] = Self.newKey() }
        return WireRequest(method: method, path: target.path, headers: headers)
    }

    static let keyHeader = "idempotency-key"

    /// 128 random bits.
    private static func newKey() -> String {
        var generator = SystemRandomNumberGenerator()
        return Hexadecimal.text((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    func get<Answer: Decodable>(_ target: WireTarget) async throws -> Answer {
        try decode(Answer.self, from: await exchange(authorized("GET", target)))
    }

    func post<Answer: Decodable>(_ target: WireTarget, _ body: some Encodable) async throws -> Answer {
        var request = authorized("POST", target)
        request.headers["content-type"] = "application/json"
        request.body = .bytes(try WireJSON.encode(body))
        return try decode(Answer.self, from: await exchange(request))
    }

    /// The whole answer's bytes. What can be sent again without being done again is, once, when the connection breaks.
    func exchange(_ request: WireRequest) async throws -> [UInt8] {
        var answer: (head: WireHead, bytes: [UInt8])
        do {
            answer = try await send(request)
        } catch let error as BasinError where error.code == .unavailable && request.isRepeatable {
            answer = try await send(request)
        }
        guard answer.head.isGood else { throw Self.error(answer.head, answer.bytes) }
        return answer.bytes
    }

    private func send(_ request: WireRequest) async throws -> (WireHead, [UInt8]) {
        let answer = Collected()
        let head = try await transport.send(request) { _, chunk in answer.append(chunk) }
        return (head, answer.bytes)
    }

    /// Hands the bytes of a good answer on, and makes an error of any other.
    func stream(_ request: WireRequest, receive: @escaping @Sendable ([UInt8]) async throws -> Void) async throws {
        let failure = Collected()
        let head = try await transport.send(request) { head, chunk in
            if head.isGood {
                try await receive(chunk)
            } else {
                failure.append(chunk)
            }
        }
        guard head.isGood else { throw Self.error(head, failure.bytes) }
    }

    func decode<Answer: Decodable>(_ type: Answer.Type, from bytes: [UInt8]) throws -> Answer {
        do {
            return try WireJSON.decode(type, from: bytes)
        } catch {
            throw BasinError(.system, "The server's answer is not what this version expects; is it Basin, and as new?")
        }
    }

    private static func error(_ head: WireHead, _ body: [UInt8]) -> BasinError {
        if let answer = try? WireJSON.decode(ErrorAnswer.self, from: body) {
            let place = answer.instance.map { " (\($0) in the server's log)" } ?? ""
            return BasinError(BasinError.Code(rawValue: answer.code), answer.message + place)
        }
        return BasinError(.system, "The server answered \(head.status) without saying why; is it Basin?")
    }

    /// An answer's bytes while they come. Errors and JSON answers only, so small.
    private final class Collected: Sendable {
        private let held = Mutex<[UInt8]>([])
        var bytes: [UInt8] { held.withLock { $0 } }
        func append(_ chunk: [UInt8]) { held.withLock { $0 += chunk } }
    }
}

extension WireRequest {
    /// The server knows it again by its key, and its body is still here.
    fileprivate var isRepeatable: Bool {
        guard case .bytes = body else { return false }
        return headers[APIClient.keyHeader] != nil
    }
}

extension WireHead {
    fileprivate var isGood: Bool { (200..<300).contains(status) }
}
