package import BasinCore

/// Answers that are kept for requests with an `Idempotency-Key`; part of `RequestRules`.
package struct KeptAnswerServices: Sendable {
    /// How a request stands before it is worked on.
    package enum Standing: Sendable {
        /// Nobody sent it before. It is noted, durably, and in progress until `finish`, `forget` or `leave`.
        case first
        /// It is being worked on.
        case inProgress
        case answered(KeptAnswer)
        /// It was begun, and the server died over it or failed.
        case unknown
    }

    /// Throws `.unavailable`: then nothing may be done.
    package var begin: @Sendable (RepeatableRequest) async throws -> Standing
    /// It was done. What cannot be kept leaves the outcome unknown.
    package var finish: @Sendable (RepeatableRequest, KeptAnswer) async -> Void
    /// It was refused and did nothing: its key is free again.
    package var forget: @Sendable (RepeatableRequest) async -> Void
    /// It failed, and may have done something.
    package var leave: @Sendable (RepeatableRequest) -> Void

    /// What a fingerprint becomes before it is kept, under a key: a short secret could be guessed from a plain hash.
    package var hash: @Sendable (_ fingerprint: [UInt8]) -> [UInt8]

    package init(
        begin: @escaping @Sendable (RepeatableRequest) async throws -> Standing,
        finish: @escaping @Sendable (RepeatableRequest, KeptAnswer) async -> Void,
        forget: @escaping @Sendable (RepeatableRequest) async -> Void,
        leave: @escaping @Sendable (RepeatableRequest) -> Void, hash: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) {
        self.begin = begin
        self.finish = finish
        self.forget = forget
        self.leave = leave
        self.hash = hash
    }
}
