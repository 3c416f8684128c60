import Foundation
import Testing

extension Reliability {
    /// Clients that are slow, or go away at the wrong moment.
    @Suite struct SlowClientTests {
        @Test("Slow-loris headers, and bodies that stall half-way, get 408 within 30 s; 70 of them slow nobody")
        func slow() throws {
            let drill = try ClientDrill("slow")
            try drill.beside {
                let stalled = try (0..<20).map { _ in
                    let (_, request) = drill.request(100)
                    let connection = try drill.connect()
                    connection.send(Array(request.bytes.dropLast(request.body.count / 2)))
                    return connection
                }
                let loris = try (0..<50).map { _ in try drill.connect() }
                drill.expectServed()
                let header = "POST /events HTTP/1.1\r\nHost: x\r\nX-Slow: \(String(repeating: "s", count: 200))"
                let end = ContinuousClock.now + .seconds(30)
                var open = loris
                // Each byte is a sign of life: only a limit on the whole header ends this.
                for byte in header.utf8 where !open.isEmpty && ContinuousClock.now < end {
                    open.forEach { $0.send([byte]) }
                    _ = open[0].hasNews(within: 1)
                    try open.removeAll { try $0.hasNews(within: 0) && $0.waitForEnd(seconds: 0.2) }
                }
                for (what, connections) in [("a slow header", loris), ("a stalled body", stalled)] {
                    var held = 0
                    for connection in connections {
                        guard try connection.waitForEnd(seconds: max(0, (end - ContinuousClock.now) / .seconds(1))) else {
                            held += 1
                            continue
                        }
                        drill.expectRefusal(try connection.answer(seconds: 0.1), [408], what)
                    }
                    #expect(held == 0, "\(held) connections with \(what) are still there after 30 s")
                }
            }
            try drill.finish()
        }

        @Test("A slow but steady body is taken: COL-1 holds for a phone on a bad network too")
        func steadyBody() throws {
            let drill = try ClientDrill("steady")
            let (numbers, request) = drill.request(40)
            try drill.beside {
                let connection = try drill.connect()
                let bytes = request.bytes
                for start in stride(from: 0, to: bytes.count, by: bytes.count / 12 + 1) {
                    connection.send(Array(bytes[start..<min(bytes.count, start + bytes.count / 12 + 1)]))
                    // An answer that comes too early ends the wait.
                    if connection.hasNews(within: 0.2) { break }
                }
                let answer = try connection.answer()
                #expect(answer?.status == 200, "\(answer?.text ?? "no answer")")
            }
            drill.acknowledge(numbers)
            try drill.finish()
        }

        @Test("A hundred clients that announce much and send little take no room from those that send")
        func announcesMuch() throws {
            let drill = try ClientDrill("announces")
            try drill.beside {
                let idle = try (0..<100).map { at in
                    var request = RawRequest(drill.small, [])
                    request.length = at % 2 == 0 ? 8_000_000 : nil
                    if at % 2 == 1 { request = request.with("Transfer-Encoding", "chunked") }
                    let connection = try drill.connect()
                    connection.send(request.head + (at % 2 == 0 ? [] : Array("1000\r\n".utf8)) + [32, 32, 32])
                    return connection
                }
                for _ in 0..<50 {
                    let (numbers, request) = drill.request(10)
                    let answer = try drill.answer(request)
                    #expect(answer.status == 200, "\(answer.status) \(answer.text)")
                    if answer.status == 200 { drill.acknowledge(numbers) }
                }
                drill.expectServed()
                idle.forEach { $0.close() }
            }
            try drill.finish()
        }

        @Test("A client that never reads its answers: the server holds few of them, and goes on for the others")
        func neverReads() throws {
            let drill = try ClientDrill("deaf")
            let pid = drill.basin.child?.pid
            let before = try #require(ProcessFigures(pid))
            let deaf = try (0..<10).map { _ in try RawConnection(port: drill.port, receiveBuffer: 4096) }
            try drill.beside {
                // Far more answers than the kernel's buffers take.
                let ask = RawRequest("GET", "/openapi.json").with("Authorization", "Bearer \(BasinProcess.token)").bytes
                for connection in deaf {
                    for _ in 0..<40 {
                        let many = Array(repeatElement(ask, count: 50).joined())
                        if connection.send(many, waits: false) < many.count { break }
                    }
                }
                // Events of a deaf client are events: what is read of them may be taken, once.
                for connection in deaf {
                    let (numbers, request) = drill.request(1)
                    connection.send(request.bytes, waits: false)
                    drill.mayBeThere(numbers)
                }
                #expect(deaf[0].hasNews(within: 60))
                let during = try #require(ProcessFigures(pid))
                #expect(during.megabytes < before.megabytes + 150, "\(before) before, \(during) with ten deaf clients")
                drill.expectServed()
                #expect(drill.basin.isAlive())
            }
            deaf.forEach { $0.close() }
            try drill.finish()
        }

        @Test("Half-close: a client that says it sends no more gets its answer")
        func halfClose() throws {
            let drill = try ClientDrill("halfclose")
            try drill.beside {
                for _ in 0..<20 {
                    let (numbers, request) = drill.request(5)
                    let connection = try drill.connect()
                    connection.send(request.bytes)
                    connection.endWriting()
                    let answer = try connection.answer(seconds: 10)
                    #expect(answer?.status == 200, "\(answer?.text ?? "no answer after a half-close")")
                    if answer?.status == 200 { drill.acknowledge(numbers) } else { drill.mayBeThere(numbers) }
                    #expect(try connection.waitForEnd(seconds: 10), "the half-closed connection stays open")
                }
            }
            try drill.finish()
        }

        @Test("A connection that ends in the middle of a body gives nothing of it")
        func cutBody() throws {
            let drill = try ClientDrill("cut")
            try drill.beside {
                for (round, way) in (0..<40).flatMap({ round in ["end", "reset", "half"].map { (round, $0) } }) {
                    let (_, request) = drill.request(10)
                    let connection = try drill.connect()
                    let share = request.body.count * (round + 1) / 42
                    connection.send(request.head + request.body.prefix(share))
                    switch way {
                    case "end": connection.close()
                    case "reset": connection.reset()
                    default:
                        connection.endWriting()
                        // It must not wait for what can no longer come.
                        #expect(try connection.waitForEnd(seconds: 10), "a body that cannot be completed holds a connection")
                        if let answer = try connection.answer(seconds: 0.1) {
                            drill.expectRefusal(answer, [400, 408], "a body that ends early")
                        }
                    }
                }
            }
            try drill.finish()
        }

        @Test("Cut after the write and before the reply: sent again, every event is there once")
        func cutBeforeReply() throws {
            let drill = try ClientDrill("unheard")
            try drill.beside {
                for resets in (0..<80).map({ $0 % 2 == 0 }) {
                    let (numbers, request) = drill.request(10)
                    let unheard = try drill.connect()
                    unheard.send(request.bytes)
                    if resets { unheard.reset() } else { unheard.close() }
                    #expect(try drill.answer(request).status == 200)
                    drill.acknowledge(numbers)
                }
            }
            try drill.finish()
        }

        @Test("Pipelined requests are answered in their order, the wrong one among them too")
        func pipelined() throws {
            let drill = try ClientDrill("pipelined")
            try drill.beside {
                for _ in 0..<10 {
                    let connection = try drill.connect()
                    let requests = (0..<20).map { $0 == 7 ? (0..<0, RawRequest(drill.small, "{")) : drill.request(3) }
                    connection.send(requests.flatMap { $0.1.bytes })
                    for (at, (numbers, _)) in requests.enumerated() {
                        let answer = try connection.answer()
                        if at == 7 {
                            let counts = try answer?.decoded(IntakeCounts.self)
                            #expect(counts?.accepted == 0 || answer?.status == 400, "\(answer?.text ?? "no answer")")
                        } else {
                            #expect(answer?.status == 200, "request \(at): \(answer?.text ?? "no answer")")
                            let counts = try answer?.decoded(IntakeCounts.self)
                            #expect(counts?.accepted == numbers.count, "request \(at)")
                            drill.acknowledge(numbers)
                        }
                    }
                }
            }
            try drill.finish()
        }

        @Test("After an error the connection serves the next request, or says that it ends")
        func reuseAfterError() throws {
            let drill = try ClientDrill("reuse")
            try drill.beside {
                let good = RawRequest(drill.small, "")
                var wrongKey = RawRequest(drill.small, Array(repeating: UInt8(ascii: "x"), count: 100_000))
                wrongKey.headers[0].value = "Bearer nobody"
                let bad: [(String, RawRequest, [Int])] = [
                    ("no JSON", RawRequest(drill.small, Array("[{".utf8), type: "application/cloudevents-batch+json"), [400]),
                    ("wrong key", wrongKey, [401]),
                    ("unknown path", { var other = good; other.path = "/nowhere"; return other }(), [401, 404]),
                    ("wrong method", { var other = good; other.method = "PUT"; return other }(), [404, 405]),
                    ("wrong type", RawRequest(drill.small, Array("<a/>".utf8), type: "application/xml"), [400, 415]),
                ]
                for (what, request, statuses) in bad {
                    let connection = try drill.connect()
                    connection.send(request.bytes)
                    let refusal = try connection.answer()
                    drill.expectRefusal(refusal, statuses, what)
                    let (numbers, next) = drill.request(2)
                    connection.send(next.bytes)
                    if let answer = try connection.answer(seconds: 10) {
                        #expect(answer.status == 200, "after \(what): \(answer.status) \(answer.text)")
                        drill.acknowledge(numbers)
                    } else {
                        #expect(
                            refusal?.headers["connection"] == "close", "\(what): the connection ended without a word")
                    }
                }
            }
            try drill.finish()
        }

        @Test("What follows a refused header is never taken for a request of its own")
        func smuggled() throws {
            let drill = try ClientDrill("smuggled")
            let (_, inner) = drill.request(3)
            var outer = RawRequest(drill.small, inner.bytes)
            outer.headers[0].value = "Bearer nobody"
            let both = RawRequest(drill.small, Array("0\r\n\r\n".utf8) + inner.bytes).with("Transfer-Encoding", "chunked")
            var twice = RawRequest(drill.small, Array(repeating: 32, count: 10) + inner.bytes)
            twice.headers.append(("Content-Length", "10"))
            let negative = RawRequest(drill.small, inner.bytes).with("X", "y")
            try drill.beside {
                for (what, request) in [("unknown key", outer), ("length and chunks", both), ("two lengths", twice)] {
                    let connection = try drill.connect()
                    connection.send(request.bytes)
                    drill.expectRefusal(try connection.answer(), [400, 401], what)
                    let second = try connection.answer(seconds: 0.5)
                    #expect(second?.status != 200, "\(what): the body was taken for a request: \(second?.text ?? "")")
                }
                for length in ["-1", "10x", "99999999999999999999999", "0x10"] {
                    var wrong = negative.with("Content-Length", length)
                    wrong.length = nil
                    drill.expectRefusal(try drill.answer(wrong), [400, 413], "Content-Length: \(length)")
                }
            }
            try drill.finish()
        }

        @Test("A client that waits for 100 Continue hears it, and sends its body without waiting in vain")
        func expectsContinue() throws {
            let drill = try ClientDrill("continue")
            let (numbers, request) = drill.request(10)
            try drill.beside {
                let connection = try drill.connect()
                connection.send(request.with("Expect", "100-continue").head)
                #expect(try connection.answer(seconds: 15)?.status == 100, "it hears that it was too slow instead")
                connection.send(request.body)
                #expect(try connection.answer()?.status == 200)
            }
            drill.acknowledge(numbers)
            try drill.finish()
        }
    }
}
