import BasinCore
import HTTPTypes
import Hummingbird
import NIOCore

/// Does what a request with a key asks, once: the same again is answered the same, without being done again.
struct RepeatedRequests: Sendable {
    /// More of an answer is not kept.
    static let mostBytes = 64 << 10
    /// What of an answer's head is worth keeping; the rest is made anew.
    private static let keptHeaders: [HTTPField.Name] = [.contentType, .location, .eTag]

    let answers: KeptAnswerServices

    /// - Parameter work: does it, and has said so in the audit log when it returns.
    func answer(
        _ door: DoorRequest, _ principal: Principal, key: String, work: (DoorRequest) async throws -> Response
    ) async throws -> Response {
        let request = RepeatableRequest(
            account: principal.name, method: door.request.method.rawValue, path: door.request.uri.path, key: key)
        let body = FingerprintedBody(door.request, contentType: door.contentType)
        switch try await answers.begin(request) {
        case .first: break
        case .inProgress:
            throw BasinError(.inProgress, "The same request is being worked on; ask again in a moment.")
        case .unknown:
            throw BasinError(
                .outcomeUnknown,
                "This request was begun before, and how it ended is not known: the server stopped over it or failed. It was not "
                    + "done again. Look whether it took effect (`basin audit` has it), and send it with a new key if it did not.")
        case .answered(let kept): return try await again(kept, body)
        }
        var door = door
        door.request.body = body.body
        let response: Response
        do {
            response = try await work(door)
        } catch {
            if Self.didNothing(error) { await answers.forget(request) } else { answers.leave(request) }
            throw error
        }
        guard let kept = try? await keep(response, body) else {
            answers.leave(request)
            return response
        }
        await answers.finish(request, kept)
        return response
    }

    private func again(_ kept: KeptAnswer, _ body: FingerprintedBody) async throws -> Response {
        guard try await answers.hash(body.whole()) == kept.fingerprint else {
            throw BasinError(
                .keyReused, "This Idempotency-Key was sent with another request; take a new key for each thing that you ask.")
        }
        switch kept.absence {
        case nil: break
        case .secret:
            throw BasinError(
                .outcomeUnknown,
                "This was done before, with this key: it was created, and its secret is shown once. Revoke it, and make another.")
        case .large, .room:
            throw BasinError(
                .outcomeUnknown,
                "This was done before, with this key, and answered \(kept.status); what else was answered is not kept. Look at "
                    + "what became of it; it was not done again.")
        }
        var headers = HTTPFields()
        for (name, value) in kept.headers { if let name = HTTPField.Name(name) { headers[name] = value } }
        headers[.idempotencyReplayed] = "true"
        let bytes = ByteBuffer(bytes: kept.body)
        return Response(status: .init(code: kept.status), headers: headers, body: .init(byteBuffer: bytes))
    }

    /// Secrets are in no file in clear: an answer that is not to be stored is not stored here either.
    private func keep(_ response: Response, _ body: FingerprintedBody) async throws -> KeptAnswer {
        let fingerprint = answers.hash(try await body.whole())
        var headers: [String: String] = [:]
        for name in Self.keptHeaders { if let value = response.headers[name] { headers[name.canonicalName] = value } }
        var kept = KeptAnswer(fingerprint: fingerprint, status: response.status.code, headers: headers, body: [])
        if response.headers.isUnstored {
            kept.absence = .secret
        } else if response.body.contentLength ?? .max > Self.mostBytes {
            kept.absence = .large
        } else {
            let whole = WholeBody()
            try await response.body.write(whole)
            kept.body = Array(whole.bytes.readableBytesView)
        }
        return kept
    }

    /// Whether an error says that nothing came of it. A server that is stopped, and what nobody foresaw, say nothing.
    static func didNothing(_ error: any Error) -> Bool {
        guard let known = error as? BasinError else { return false }
        return known.code.status.code < 500 || known.code == .unavailable
    }
}
