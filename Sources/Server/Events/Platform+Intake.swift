import BasinAPI
import BasinCollection
import BasinCore
import BasinWire
import NIOCore
import Synchronization

/// Events and calls of clients on their way to the log: who sends them, whether there is room, and how many they may.
extension Platform {
    func receive(_ request: IntakeRequest) async throws -> IntakeAnswer {
        guard let key = request.writeKey.flatMap({ credentials.writeKey($0) }) else {
            throw BasinError(
                .unauthorized,
                "The write key is not valid; make one with `basin key create NAME` and send it as a bearer token.")
        }
        try checkRoom()
        let mode = try ContentMode.of(contentType: request.contentType, attributes: request.attributes)
        let batch = try request.body.withUnsafeReadableBytes { body in
            try intake.receive(body, mode: mode, isGzip: request.isGzip)
        }
        if !request.isDryRun { try await commit(batch, from: .key(key)) }
        return IntakeAnswer(
            accepted: batch.acceptedCount,
            refused: batch.refusals.map {
                RefusedEvent(index: $0.index, code: $0.code.rawValue, field: $0.field, message: $0.message)
            }, droppedFields: batch.droppedFieldCount)
    }

    func receiveCalls(_ request: ClientDoorRequest) async throws -> ClientAnswer {
        let key = try request.writeKey.map { try admit($0) }
        try checkRoom()
        let encoding: ClientRequest.Encoding =
            request.pixel.map { .query($0) } ?? (request.isProtobuf ? .protobuf : .json)
        let client = ClientRequest(
            request.clientProtocol, call: request.call, encoding: encoding, isGzip: request.isGzip,
            userAgent: request.userAgent, isAnonymous: request.isAnonymous)
        let received = try request.body.withUnsafeReadableBytes { body in
            try intake.receive(
                body, from: client, key: key, wantsIDs: request.wantsIDs, wantsEvents: request.isDryRun,
                admit: { try admit($0) })
        }
        if !request.isDryRun {
            try await commit(received.batch, from: received.key.map { .key($0) } ?? .source(received.source.name))
        }
        return ClientAnswer(
            callCount: received.callCount, refused: received.refused, ids: received.ids, events: received.events)
    }

    /// The name of a write key by its secret. Throws `.unauthorized`, and `.rateLimited` while it is over its limit.
    private func admit(_ secret: String) throws -> String {
        guard let name = credentials.writeKey(secret) else {
            throw BasinError(.unauthorized, "The write key is not valid; make one with `basin key create NAME`.")
        }
        try limiter.check(.key(name))
        return name
    }

    private func checkRoom() throws {
        guard ready.withLock({ $0 }) else {
            throw BasinError(.unavailable, "Basin is starting or stopping; send the batch again later.")
        }
        guard !disk.isAlmostFull else {
            counters.overloaded()
            throw DiskRoom.refusal
        }
    }

    private func commit(_ batch: IntakeBatch, from sender: Sender) async throws {
        try limiter.admit(batch, from: sender)
        do {
            try await commit(batch)
        } catch {
            limiter.giveBack(batch, from: sender)
            throw error
        }
    }
}
