package import HTTPTypes
package import NIOCore

/// What a connection waits for, and since when. It is told what happens, and says what is due; it does nothing itself.
package struct ConnectionWatch {
    package enum Due {
        case nothing
        case refusal(Refusal)
        case close
    }

    /// What an ended answer leaves to do.
    package enum After {
        case goOn
        /// The client is still sending what nobody wants: it must hear the answer, then the connection ends.
        case drain
    }

    /// A body that is refused is read to its end when this much is left, so that the connection can be used again.
    private static let readToTheEnd = 1 << 20

    package let times: ConnectionTimes
    package var isStopping = false
    package private(set) var isReadingBody = false
    package private(set) var received = 0
    /// Requests whose answer has not ended.
    private var openRequests = 0
    private var announced: Int?
    private var isLast = false
    private var hasAnswerBegun = false
    private var handshakeSince: NIODeadline?
    private var headerSince: NIODeadline?
    private var bodySince = NIODeadline.now()
    /// The server has asked for more, so it is the client that lets it wait.
    private var isReadAsked = false
    private var answerSince = NIODeadline.now()
    private var written = 0
    private var taken = 0

    package init(times: ConnectionTimes) { self.times = times }

    // MARK: What happens

    package mutating func handshakeBegan(_ now: NIODeadline) { handshakeSince = now }

    package mutating func handshakeEnded() { handshakeSince = nil }

    package mutating func readIsAsked(_ now: NIODeadline) {
        if !isReadAsked, isReadingBody { bodySince = now }
        isReadAsked = true
    }

    package mutating func bytesCome() { isReadAsked = false }

    /// After bytes were looked at: when they completed nothing, a header has begun.
    package mutating func bytesCame(_ now: NIODeadline, completedSomething: Bool) {
        if !isReadingBody, !completedSomething, headerSince == nil { headerSince = now }
    }

    package mutating func requestBegan(_ head: HTTPRequest, _ now: NIODeadline) {
        openRequests += 1
        headerSince = nil
        isReadingBody = true
        bodySince = now
        received = 0
        announced = head.headerFields[.contentLength].flatMap { Int($0) }
        isLast = head.headerFields[.connection]?.lowercased() == "close"
        hasAnswerBegun = false
    }

    package mutating func bodyCame(_ count: Int, _ now: NIODeadline) {
        received += count
        bodySince = now
    }

    package mutating func requestEnded() { isReadingBody = false }

    package mutating func bytesAreWritten(_ count: Int) { written += count }

    /// Whether this answer is the last of its connection, because the body that it refuses will not be read.
    package mutating func answerBegan(_ status: HTTPResponse.Status) -> Bool {
        // Answers come in order: with several open, this one is not for the body that is under way.
        guard isReadingBody, openRequests == 1 else { return false }
        hasAnswerBegun = true
        guard status.code >= 400 else { return false }
        let left = announced.map { $0 - received }
        if isLast || left == nil || left ?? 0 > Self.readToTheEnd { isLast = true }
        return isLast
    }

    package mutating func answerEnded() -> After {
        guard openRequests > 0 else { return .goOn }
        openRequests -= 1
        return isLast && isReadingBody && openRequests == 0 && hasAnswerBegun ? .drain : .goOn
    }

    // MARK: What is due

    /// Whether a client that asks may be told to send its body.
    package var mayContinue: Bool { isReadingBody && received == 0 && openRequests == 1 && !hasAnswerBegun }

    /// - Parameter buffered: bytes written that the system has not taken yet.
    package mutating func due(_ now: NIODeadline, buffered: Int) -> Due {
        // Nothing can be said to who does not speak the same yet.
        if let handshakeSince {
            return now - handshakeSince > (isStopping ? times.whenStopping : times.handshake) ? .close : .nothing
        }
        if buffered == 0 || written - buffered != taken {
            taken = written - buffered
            answerSince = now
        }
        if now - answerSince > (isStopping ? times.whenStopping : times.answer) { return .close }
        if let headerSince, now - headerSince > times.header {
            return openRequests == 0 ? .refusal(.slowHeader) : .close
        }
        if isReadingBody, isReadAsked, now - bodySince > (isStopping ? times.whenStopping : times.body) {
            guard mayRefuse else { return .close }
            return .refusal(isStopping ? .stopping : .slowBody)
        }
        return .nothing
    }

    private var mayRefuse: Bool { openRequests == 1 && !hasAnswerBegun }
}
