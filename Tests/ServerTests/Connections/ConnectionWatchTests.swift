import BasinServer
import HTTPTypes
import NIOCore
import Testing

struct ConnectionWatchTests {
    private let start = NIODeadline.now()
    private func head(_ length: Int?, last: Bool = false) -> HTTPRequest {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/events")
        head.headerFields[.contentLength] = length.map { String($0) }
        if last { head.headerFields[.connection] = "close" }
        return head
    }

    private func text(_ due: ConnectionWatch.Due) -> String {
        switch due {
        case .nothing: "nothing"
        case .refusal(let refusal): "refusal \(refusal.status.code)"
        case .close: "close"
        }
    }

    @Test("Nobody is hurried before the first byte; a header that has begun must end in 20 s")
    func header() {
        var watch = ConnectionWatch(times: ConnectionTimes())
        #expect(text(watch.due(start + .seconds(50), buffered: 0)) == "nothing")
        watch.bytesCame(start, completedSomething: false)
        // Later bytes are no excuse.
        watch.bytesCame(start + .seconds(15), completedSomething: false)
        #expect(text(watch.due(start + .seconds(19), buffered: 0)) == "nothing")
        #expect(text(watch.due(start + .seconds(21), buffered: 0)) == "refusal 408")
    }

    @Test("Whoever does not shake hands is let go, before anything else is looked at")
    func handshake() {
        var watch = ConnectionWatch(times: ConnectionTimes())
        watch.handshakeBegan(start)
        #expect(text(watch.due(start + .seconds(9), buffered: 0)) == "nothing")
        // What TLS itself has written does not count as an answer.
        watch.bytesAreWritten(5000)
        #expect(text(watch.due(start + .seconds(11), buffered: 5000)) == "close")
        watch.handshakeEnded()
        #expect(text(watch.due(start + .seconds(50), buffered: 0)) == "nothing")
        watch.bytesCame(start + .seconds(50), completedSomething: false)
        #expect(text(watch.due(start + .seconds(71), buffered: 0)) == "refusal 408")
    }

    @Test("A server that stops waits for no handshake")
    func handshakeWhenStopping() {
        var watch = ConnectionWatch(times: ConnectionTimes())
        watch.handshakeBegan(start)
        watch.isStopping = true
        #expect(text(watch.due(start + .seconds(1), buffered: 0)) == "nothing")
        #expect(text(watch.due(start + .seconds(3), buffered: 0)) == "close")
    }

    @Test("A body may be slow, not still; what the server does not ask for is not the client's fault")
    func body() {
        var watch = ConnectionWatch(times: ConnectionTimes())
        watch.requestBegan(head(100), start)
        #expect(text(watch.due(start + .seconds(60), buffered: 0)) == "nothing")
        watch.readIsAsked(start + .seconds(60))
        watch.bodyCame(10, start + .seconds(75))
        #expect(text(watch.due(start + .seconds(90), buffered: 0)) == "nothing")
        #expect(text(watch.due(start + .seconds(96), buffered: 0)) == "refusal 408")
        watch.isStopping = true
        #expect(text(watch.due(start + .seconds(76), buffered: 0)) == "nothing")
        #expect(text(watch.due(start + .seconds(78), buffered: 0)) == "refusal 503")
        watch.requestEnded()
        #expect(text(watch.due(start + .seconds(500), buffered: 0)) == "nothing")
    }

    @Test("An answer of which nothing is taken ends the connection, one that is taken slowly does not")
    func answer() {
        var watch = ConnectionWatch(times: ConnectionTimes())
        watch.bytesAreWritten(1000)
        #expect(text(watch.due(start, buffered: 900)) == "nothing")
        #expect(text(watch.due(start + .seconds(50), buffered: 800)) == "nothing")
        #expect(text(watch.due(start + .seconds(100), buffered: 800)) == "nothing")
        #expect(text(watch.due(start + .seconds(111), buffered: 800)) == "close")
        watch.isStopping = true
        #expect(text(watch.due(start + .seconds(53), buffered: 800)) == "close")
    }

    @Test("A refused body is read to its end when little is left, and not when much is, or nobody knows", arguments: [
        (100, false, false), (100, true, true), (10 << 20, false, true), (nil, false, true),
    ])
    func refused(length: Int?, last: Bool, drains: Bool) {
        var watch = ConnectionWatch(times: ConnectionTimes())
        watch.requestBegan(head(length, last: last), start)
        #expect(watch.mayContinue)
        #expect(watch.answerBegan(.contentTooLarge) == drains)
        #expect(!watch.mayContinue)
        #expect((watch.answerEnded() == .drain) == drains)
    }

    @Test("The answer to an earlier request says nothing about the body that is under way")
    func pipelined() {
        var watch = ConnectionWatch(times: ConnectionTimes())
        watch.requestBegan(head(0), start)
        watch.requestEnded()
        watch.requestBegan(head(10 << 20), start)
        #expect(!watch.answerBegan(.badRequest) && watch.answerEnded() == .goOn)
        #expect(watch.answerBegan(.badRequest) && watch.answerEnded() == .drain)
    }

    @Test("Connections leave descriptors for the rest, whatever the limit", arguments: [64, 256, 1024, 20_000, 65_536])
    func descriptors(limit: Int) {
        let connections = Descriptors.connections(of: limit)
        #expect(connections >= 16)
        if limit >= 256 { #expect(limit - connections >= 128) }
    }
}
