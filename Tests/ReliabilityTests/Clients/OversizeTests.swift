import Foundation
import Testing

extension Reliability {
    /// Requests that are too large in one way or another.
    @Suite struct OversizeTests {
        @Test("A Content-Length beyond the limit is refused before any of the body is sent")
        func announced() throws {
            let drill = try ClientDrill("announced")
            try drill.beside {
                for length in [10_000_000_000, 1 << 40, Int.max] {
                    var request = RawRequest(drill.small, [])
                    request.length = length
                    let connection = try drill.connect()
                    connection.send(request.head)
                    let answer = try connection.answer(seconds: 15)
                    drill.expectRefusal(answer, [413], "\(length) bytes announced")
                    // The rest of the body is not wanted: the connection ends.
                    #expect(try connection.waitForEnd(seconds: 10), "the connection waits for \(length) bytes")
                }
            }
            try drill.finish()
        }

        @Test("A refused body that is sent all the same does not hide the refusal", arguments: [true, false])
        func sentAllTheSame(announces: Bool) throws {
            let drill = try ClientDrill("sentall")
            let before = try #require(ProcessFigures(drill.basin.child?.pid))
            try drill.beside {
                var request = RawRequest(drill.small, [])
                request.length = announces ? 1 << 30 : nil
                if !announces { request.headers.append(("Transfer-Encoding", "chunked")) }
                let connection = try drill.connect()
                connection.send(request.head)
                let line = Array(repeating: UInt8(ascii: " "), count: 1 << 20)
                let piece = announces ? line : Array("100000\r\n".utf8) + line + Array("\r\n".utf8)
                var megabytes = 0
                // A client that looks for an answer only when it cannot write, or has written all.
                while megabytes < 1024, connection.send(piece) == piece.count { megabytes += 1 }
                #expect(megabytes < 256, "\(megabytes) MB were taken")
                drill.expectRefusal(
                    try connection.answer(seconds: 15), [413], "a body that grows, after \(megabytes) MB")
                let during = try #require(ProcessFigures(drill.basin.child?.pid))
                #expect(during.megabytes < before.megabytes + 250, "\(before) before, \(during) during")
            }
            try drill.finish()
        }

        @Test("One huge event is taken whole or refused with a reason, its neighbours are taken (COL-2)",
            arguments: [4, 9])
        func hugeEvent(megabytes: Int) throws {
            let drill = try ClientDrill("huge")
            try drill.beside {
                let numbers = drill.numbers(3)
                let lines = numbers.map {
                    let text = String(repeating: "h", count: $0 == numbers.lowerBound + 1 ? megabytes << 20 : 3)
                    return SmallProject.event($0, type: SmallProject.types[0], text: text)
                }
                let answer = try drill.small.send(lines.joined(separator: "\n"))
                if answer.status == 200 {
                    let counts = try answer.decoded(IntakeCounts.self)
                    #expect(counts.accepted + counts.refused.count == 3, "\(answer.text)")
                    #expect(counts.refused.allSatisfy { $0.index == 1 && !$0.code.isEmpty }, "\(answer.text)")
                    for number in numbers where !counts.refused.contains(where: { $0.index == number - numbers.lowerBound }) {
                        drill.acknowledge(number)
                    }
                } else {
                    drill.expectRefusal(answer, [413], "an event of \(megabytes) MB")
                }
                let asBatch = drill.numbers(1)
                let event = SmallProject.event(
                    asBatch.lowerBound, type: SmallProject.types[0], text: String(repeating: "h", count: megabytes << 20))
                let structured = try drill.answer(
                    RawRequest(drill.small, Array(event.utf8), type: "application/cloudevents+json"))
                if structured.status == 200, try structured.decoded(IntakeCounts.self).accepted == 1 {
                    drill.acknowledge(asBatch)
                } else if structured.status != 200 {
                    drill.expectRefusal(structured, [413], "an event of \(megabytes) MB")
                }
            }
            try drill.finish(megabytes: 200)
        }

        @Test("100,000 tiny events in one batch are all taken, or refused as one with a reason")
        func manyTiny() throws {
            let drill = try ClientDrill("tiny")
            let numbers = drill.numbers(100_000)
            let lines = numbers.map {
                #"{"specversion":"1.0","id":"e\#($0)","source":"/s","type":"first_type","data":{"n":\#($0)}}"#
            }
            try drill.beside {
                let answer = try drill.small.send(lines.joined(separator: "\n"))
                if answer.status == 200 {
                    #expect(
                        try answer.decoded(IntakeCounts.self).accepted == numbers.count, "\(answer.text.prefix(300))")
                    drill.acknowledge(numbers)
                } else {
                    drill.expectRefusal(answer, [413], "100,000 tiny events")
                }
            }
            try drill.finish(megabytes: 250)
        }

        @Test("2 million empty lines and 2 million empty objects neither stop the server nor fill its memory")
        func manyNothings() throws {
            let drill = try ClientDrill("nothings")
            try drill.beside {
                let empty = try drill.small.send(String(repeating: "\n", count: 2_000_000))
                #expect([200, 400, 413].contains(empty.status), "\(empty.status) \(empty.text.prefix(200))")
                let objects = try drill.small.send(String(repeating: "{}\n", count: 2_000_000))
                #expect([200, 400, 413].contains(objects.status), "\(objects.status) \(objects.text.prefix(200))")
                #expect(objects.body.count < 4 << 20, "an answer of \(objects.body.count) bytes to nothing")
                if objects.status == 200 { #expect(try objects.decoded(IntakeCounts.self).accepted == 0) }
            }
            try drill.finish(megabytes: 250)
        }

        @Test("Header lines that are huge or too many, and very long URLs, get a refusal that says so")
        func headers() throws {
            let drill = try ClientDrill("headers")
            try drill.beside {
                let plain = RawRequest(drill.small, [])
                var many = plain
                for number in 0..<10_000 { many.headers.append(("X-Number-\(number)", "v")) }
                var longPath = RawRequest("GET", "/" + String(repeating: "u", count: 1 << 20))
                longPath.headers = plain.headers
                var longQuery = plain
                longQuery.path += "?q=" + String(repeating: "q", count: 200_000)
                let huge: [(String, RawRequest, [Int])] = [
                    ("a header line of 1 MB", plain.with("X-Huge", String(repeating: "h", count: 1 << 20)), [400, 431]),
                    ("10,000 headers", many, [400, 431]),
                    ("a header name of 100 KB", plain.with(String(repeating: "n", count: 100_000), "v"), [400, 431]),
                    ("a URL of 1 MB", longPath, [400, 414, 431]),
                    ("a query of 200 KB", longQuery, [400, 414, 431]),
                    ("a header without an end", RawRequest("GET", "/").with("X", String(repeating: "y", count: 8 << 20)),
                        [400, 431]),
                ]
                for (what, request, statuses) in huge {
                    let connection = try drill.connect()
                    connection.send(request.bytes)
                    drill.expectRefusal(try connection.answer(seconds: 15), statuses, what)
                    #expect(try connection.waitForEnd(seconds: 10), "after \(what) the connection stays")
                }
                // What browsers and proxies really send must pass.
                let (numbers, request) = drill.request(1)
                let cookie = request.with("Cookie", String(repeating: "c", count: 8000))
                #expect(try drill.answer(cookie).status == 200, "a cookie of 8 KB")
                drill.acknowledge(numbers)
            }
            try drill.finish()
        }
    }
}
