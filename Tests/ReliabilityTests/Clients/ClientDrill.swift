import Foundation
import Testing

/// A server for bad clients. A good client is beside them; afterwards everything acknowledged is there exactly once,
/// and the same process holds what it held before.
final class ClientDrill {
    let small: SmallProject
    private let pid: pid_t?
    private let before: ProcessFigures?
    private var acknowledged: [Int] = []
    /// Sent, without an answer: each may be there or not.
    private var uncertain: Set<Int> = []
    private var next = 0
    private var goodNext = 1_000_000
    /// While `beside` does something bad.
    private var good: GoodClient?

    var basin: BasinProcess { small.basin }
    var port: Int { get throws { try basin.port } }

    init(_ name: String, wrapper: [String] = []) throws {
        small = try SmallProject(name, wrapper: wrapper)
        pid = small.basin.child?.pid
        // What is made once, at the first event and the first query, is no leak.
        let numbers = 0..<20
        next = 20
        try small.post(numbers)
        acknowledged += numbers
        _ = try small.numbers()
        before = ProcessFigures(pid)
    }

    // MARK: Events

    /// Numbers that nobody used.
    func numbers(_ count: Int) -> Range<Int> {
        defer { next += count }
        return next..<next + count
    }

    func request(_ count: Int, text: String = "t") -> (numbers: Range<Int>, request: RawRequest) {
        let numbers = numbers(count)
        return (numbers, RawRequest(small, numbers, text: text))
    }

    /// Numbers that are about to be acknowledged.
    func numbersNow(_ count: Int) -> Range<Int> {
        let numbers = numbers(count)
        acknowledge(numbers)
        return numbers
    }

    func connect() throws -> RawConnection { try RawConnection(port: port) }

    func acknowledge(_ numbers: Range<Int>) { acknowledged += numbers }
    func acknowledge(_ number: Int) { acknowledged.append(number) }
    func mayBeThere(_ numbers: Range<Int>) { uncertain.formUnion(numbers) }

    /// Sends the bytes on a connection of their own, and reads the answer even while they are being sent.
    func answer(_ request: RawRequest, seconds: Double = 30) throws -> HTTPAnswer {
        let connection = try connect()
        connection.send(request.bytes)
        guard let answer = try connection.answer(seconds: seconds) else {
            throw DrillFailure("no answer to \(request.method) \(request.path.prefix(60)); ended: \(connection.hasEnded)")
        }
        return answer
    }

    /// A refusal as every client understands it: the status, and a JSON object with `code` and `message`.
    func expectRefusal(
        _ answer: HTTPAnswer?, _ statuses: [Int], _ what: String, _ place: SourceLocation = #_sourceLocation
    ) {
        guard let answer else {
            Issue.record("\(what): no answer", sourceLocation: place)
            return
        }
        #expect(statuses.contains(answer.status), "\(what): \(answer.status) \(answer.text)", sourceLocation: place)
        let text = try? answer.decoded(ErrorText.self)
        #expect(
            text?.code.isEmpty == false && text?.message.isEmpty == false,
            "\(what): no code and message in \(answer.status) '\(answer.text.prefix(200))'", sourceLocation: place)
        if answer.status == 429 || answer.status == 503 {
            let seconds = answer.headers["retry-after"].flatMap { Int($0) } ?? 0
            #expect(seconds > 0, "\(what): \(answer.status) without Retry-After", sourceLocation: place)
        }
    }

    // MARK: A good client beside

    /// Does something bad while a good client goes on, and expects that each request of this one is answered with 200, one
    /// that begins when the bad is done among them. Where something is held, `expectServed` says so while it is.
    func beside(
        toleratesFailures: Bool = false, _ place: SourceLocation = #_sourceLocation, _ bad: () throws -> Void
    ) throws {
        let good = GoodClient(small, from: goodNext)
        self.good = good
        defer {
            self.good = nil
            let record = good.stop()
            acknowledged += record.acknowledged
            goodNext += record.sent
            let failures = record.failures
            #expect(
                toleratesFailures || failures.isEmpty,
                "\(failures.count) of \(record.sent) good requests failed: \(failures.first ?? "")", sourceLocation: place)
            // Without an answer nothing is known.
            if !failures.isEmpty { uncertain.formUnion(1_000_000..<goodNext) }
        }
        #expect(good.isServed(), "the good client is not even served alone", sourceLocation: place)
        try bad()
        #expect(toleratesFailures || good.isServed(), "the good client is served no more", sourceLocation: place)
    }

    /// What is held now holds up nobody else: a request of the good client that begins now is answered before it is let go.
    func expectServed(_ place: SourceLocation = #_sourceLocation) {
        #expect(good?.isServed() == true, "the good client waits for what is held", sourceLocation: place)
    }

    // MARK: Afterwards

    /// Same process, nothing lost, nothing twice, nothing of what was refused, and nothing kept.
    func finish(megabytes: Int = 100, isSameProcess: Bool = true, _ place: SourceLocation = #_sourceLocation) throws {
        #expect(
            basin.isRunning && (basin.child?.pid == pid) == isSameProcess, "\(basin.death ?? "")", sourceLocation: place)
        #expect(basin.isAlive(), sourceLocation: place)
        let found = try small.numbers()
        let expected = Set(acknowledged)
        let lost = expected.subtracting(found)
        #expect(lost.isEmpty, "\(lost.count) acknowledged events are lost: \(lost.sorted().prefix(5))", sourceLocation: place)
        #expect(found.count == Set(found).count, "events are there twice", sourceLocation: place)
        let foreign = Set(found).subtracting(expected).subtracting(uncertain)
        #expect(foreign.isEmpty, "there, but refused: \(foreign.sorted().prefix(5))", sourceLocation: place)
        if let before, isSameProcess {
            var after = before
            let isBack = Waiting.until(seconds: 60) {
                after = ProcessFigures(pid) ?? before
                return after.descriptors <= before.descriptors + 8 && after.megabytes <= before.megabytes + megabytes
            }
            #expect(isBack, "\(before) before, \(after) after", sourceLocation: place)
        }
        #expect(basin.stop(seconds: 20) == 0, "\(basin.errorText().suffix(500))", sourceLocation: place)
    }
}
