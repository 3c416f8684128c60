import BasinCore
import BasinWire
import Synchronization

extension APIClient {
    func authorized(_ method: String, _ target: WireTarget) -> WireRequest {
        let headers = token.map { ["authorization": "Bearer " + $0] } ?? [:]
        return WireRequest(method: method, path: target.path, headers: headers)
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

    /// The whole answer's bytes.
    func exchange(_ request: WireRequest) async throws -> [UInt8] {
        let answer = Collected()
        try await stream(request) { chunk in answer.append(chunk) }
        return answer.bytes
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
            let detail = answer.detail.map { " (\($0))" } ?? ""
            return BasinError(BasinError.Code(rawValue: answer.code), answer.message + detail)
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

extension WireHead {
    fileprivate var isGood: Bool { (200..<300).contains(status) }
}
