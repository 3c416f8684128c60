import Foundation
import Testing

extension Reliability.Second {
    /// Requests and events that are wrong: each gets an answer, and the events beside it are taken.
    @Suite struct MalformedTests {
        @Test("Wrong methods get 405 with Allow, strangers to unknown paths 401, nonsense 400: each with code and message")
        func methods() throws {
            let drill = try ClientDrill("methods")
            try drill.beside {
                // GET is a page of the web interface.
                for method in ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"] {
                    var request = RawRequest(drill.small, [])
                    request.method = method
                    let answer = try drill.answer(request)
                    // What no door has at all is a stranger's question: 401 before anything is told.
                    drill.expectRefusal(answer, ["TRACE", "PROPFIND"].contains(method) ? [401, 405] : [405], method)
                    guard answer.status == 405 else { continue }
                    #expect(answer.headers["allow"]?.contains("POST") == true, "\(method): no Allow in \(answer.headers)")
                }
                for path in ["/nowhere", "/events/", "/events/more", "/EVENTS", "//events", "/%00", "/../../etc/passwd"] {
                    var request = RawRequest(drill.small, "[]", type: "application/cloudevents-batch+json")
                    request.path = path
                    let answer = try drill.answer(request)
                    // A slash more may be forgiven; then nothing was sent.
                    #expect((400..<500).contains(answer.status) || answer.status == 200, "\(path): \(answer.status)")
                    if answer.status != 200 { drill.expectRefusal(answer, [400, 401, 404, 405], path) }
                }
                let nonsense = [
                    "hello\r\n\r\n", "GET\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "FOO /events HTTP/1.1\r\nHost: x\r\n\r\n",
                    "POST /events HTTP/9.9\r\nHost: x\r\n\r\n", "POST /events HTTP/1.1\r\nBad Header\r\n\r\n",
                    "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                ]
                for text in nonsense {
                    let connection = try drill.connect()
                    connection.send(text)
                    connection.endWriting()
                    let what = String(reflecting: text.prefix(20))
                    #expect(try connection.waitForEnd(seconds: 10), "\(what) holds a connection")
                    drill.expectRefusal(try connection.answer(seconds: 1), [400, 405, 501, 505], what)
                }
            }
            try drill.finish()
        }

        @Test("Types of content: what holds events is taken, text/plain too, all else is refused with what is")
        func contentTypes() throws {
            let drill = try ClientDrill("types")
            try drill.beside {
                let event = { (number: Int) in SmallProject.event(number, type: SmallProject.types[0]) }
                for type in ["application/x-ndjson", "application/cloudevents+json; charset=UTF-8",
                    "Application/CloudEvents+JSON", "text/plain", "text/plain;charset=UTF-8"] {
                    let numbers = drill.numbers(1)
                    let answer = try drill.answer(RawRequest(drill.small, event(numbers.lowerBound), type: type))
                    #expect(answer.status == 200, "\(type): \(answer.status) \(answer.text)")
                    if answer.status == 200 { drill.acknowledge(numbers) }
                }
                let pair = drill.numbers(2)
                for type in ["application/cloudevents-batch+json", "text/plain"] {
                    let body = "[" + pair.map(event).joined(separator: ",") + "]"
                    let answer = try drill.answer(RawRequest(drill.small, body, type: type))
                    #expect(answer.status == 200, "a list as \(type): \(answer.status) \(answer.text)")
                }
                drill.acknowledge(pair)
                for type in ["application/xml", "image/png", "multipart/form-data; boundary=x", "application/x-protobuf",
                    "application/x-www-form-urlencoded", "nonsense", "application/cloudevents+avro"] {
                    let answer = try drill.answer(RawRequest(drill.small, event(drill.numbers(1).lowerBound), type: type))
                    drill.expectRefusal(answer, [400, 415], type)
                    #expect(answer.text.contains("application/x-ndjson"), "\(answer.text)")
                }
            }
            try drill.finish()
        }

        @Test("One bad event among good ones gets a reason, the good ones are taken (COL-2)")
        func badLines() throws {
            let drill = try ClientDrill("lines")
            let bad: [(String, [UInt8])] = Self.badData.map { (what, data) in
                (what, Array(#"{"specversion":"1.0","id":"x","source":"/s","type":"first_type","data":\#(data)}"#.utf8))
            } + Self.badBytes
            try drill.beside {
                for (what, line) in bad {
                    let numbers = drill.numbers(2)
                    let events = numbers.map { Array(SmallProject.event($0, type: SmallProject.types[0]).utf8) }
                    let answer = try drill.answer(RawRequest(drill.small, events[0] + [10] + line + [10] + events[1]))
                    #expect(answer.status == 200, "\(what): \(answer.status) \(answer.text.prefix(300))")
                    guard answer.status == 200 else { continue }
                    let counts = try answer.decoded(IntakeCounts.self)
                    #expect(counts.refused.map(\.index) == [1] && counts.accepted == 2, "\(what): \(answer.text.prefix(300))")
                    #expect(counts.refused.allSatisfy { !$0.code.isEmpty })
                    if counts.accepted == 2 { drill.acknowledge(numbers) } else { drill.mayBeThere(numbers) }
                }
            }
            try drill.finish()
        }

        /// Data that no event of the type may have.
        static let badData = [
            ("NaN", #"{"n":NaN}"#), ("Infinity", #"{"n":-Infinity}"#), ("a text for a number", #"{"n":"1"}"#),
            ("an int beyond int64", #"{"n":9223372036854775808}"#), ("a huge exponent", #"{"n":1e400}"#),
            ("a fraction for an int", #"{"n":1.5}"#), ("a leading zero", #"{"n":01}"#), ("a trailing comma", #"{"n":1,}"#),
            ("a lone surrogate", #"{"n":1,"text":"\ud800"}"#), ("a surrogate the wrong way", #"{"n":1,"text":"\udc00\ud800"}"#),
            ("a required field that is null", #"{"n":null}"#), ("a list for data", "[1]"),
            ("10,000 levels", String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)),
            ("100,000 levels that are not closed", String(repeating: #"{"a":"#, count: 100_000)),
            ("a raw control character", "{\"n\":1,\"text\":\"\u{1}\"}"), ("single quotes", "{'n':1}"),
            ("a comment", #"{"n":1/* one */}"#), ("a half-written event", #"{"n":"#),
        ]

        static let badBytes: [(String, [UInt8])] = [
            ("invalid UTF-8", line("\u{fffd}", becomes: [0xff, 0xfe])), ("an overlong zero", line("\u{fffd}", becomes: [0xc0, 0x80])),
            ("a surrogate as UTF-8", line("\u{fffd}", becomes: [0xed, 0xa0, 0x80])),
            ("a raw NUL", line("\u{fffd}", becomes: [0])), ("an event that is a number", Array("7".utf8)),
            ("an event without an id", Array(#"{"specversion":"1.0","source":"/s","type":"first_type","data":{"n":1}}"#.utf8)),
        ]

        private static func line(_ text: String, becomes bytes: [UInt8]) -> [UInt8] {
            let whole = Array(SmallProject.event(1, type: SmallProject.types[0], text: text).utf8)
            guard let range = whole.firstRange(of: Array(text.utf8)) else { return whole }
            return Array(whole[..<range.lowerBound]) + bytes + Array(whole[range.upperBound...])
        }

        @Test("Ints beyond 2^53 are kept exactly; NUL, a key that comes twice and the like are taken or refused whole")
        func unusual() throws {
            let drill = try ClientDrill("unusual")
            try drill.beside {
                for number in [9_007_199_254_740_993, Int.max, Int.min, -1] {
                    let line = #"{"specversion":"1.0","id":"i\#(number)","source":"/s","type":"first_type","data":{"n":\#(number)}}"#
                    let answer = try drill.answer(RawRequest(drill.small, line))
                    #expect(try answer.decoded(IntakeCounts.self).accepted == 1, "\(number): \(answer.text)")
                    drill.acknowledge(number)
                }
                // Taken or refused, but never half, and never twice.
                for (what, data) in [
                    ("NUL in a text", #""text":"a\u0000b""#), ("twice the same key", #""text":"a","text":"b""#),
                    ("an unknown field", #""what":[1,{"deep":null}]"#), ("null for what may be absent", #""text":null"#),
                    ("an astral character", #""text":"\ud83d\ude00""#),
                ] {
                    let numbers = drill.numbers(1)
                    let line = #"{"specversion":"1.0","id":"u\#(numbers.lowerBound)","source":"/s","type":"first_type","#
                        + #""data":{"n":\#(numbers.lowerBound),\#(data)}}"#
                    let answer = try drill.answer(RawRequest(drill.small, line))
                    #expect(answer.status == 200, "\(what): \(answer.text)")
                    let counts = try answer.decoded(IntakeCounts.self)
                    #expect(counts.accepted + counts.refused.count == 1, "\(what): \(answer.text)")
                    if counts.accepted == 1 { drill.acknowledge(numbers) }
                }
            }
            try drill.finish()
        }

        @Test("Nothing in a body, in a list or before it: empty bodies get a reason, empty lists and a BOM no harm")
        func nothing() throws {
            let drill = try ClientDrill("nothing")
            try drill.beside {
                for type in ["application/x-ndjson", "application/cloudevents+json", "application/cloudevents-batch+json"] {
                    for text in ["", " \n\t ", "null", "{", "[", "[{}", "\u{0}", "{} {}", "[],[]", "\"", "tru"] {
                        let answer = try drill.answer(RawRequest(drill.small, text, type: type))
                        let what = "\(String(reflecting: text)) as \(type)"
                        if answer.status == 200 {
                            #expect(try answer.decoded(IntakeCounts.self).accepted == 0, "\(what): \(answer.text)")
                        } else {
                            drill.expectRefusal(answer, [400], what)
                        }
                    }
                }
                let empty = try drill.answer(RawRequest(drill.small, "[]", type: "application/cloudevents-batch+json"))
                #expect(empty.status == 200, "an empty batch: \(empty.status) \(empty.text)")
                for type in ["application/x-ndjson", "application/cloudevents+json"] {
                    let numbers = drill.numbers(1)
                    let event = SmallProject.event(numbers.lowerBound, type: SmallProject.types[0])
                    let answer = try drill.answer(RawRequest(drill.small, "\u{feff}" + event, type: type))
                    // RFC 8259: a parser may ignore a BOM, or refuse it; never half of both.
                    if answer.status == 200 {
                        let counts = try answer.decoded(IntakeCounts.self)
                        #expect(counts.accepted + counts.refused.count == 1, "a BOM as \(type): \(answer.text)")
                        if counts.accepted == 1 { drill.acknowledge(numbers) }
                    } else {
                        drill.expectRefusal(answer, [400], "a BOM as \(type)")
                    }
                }
            }
            try drill.finish()
        }

        @Test("Without a key, with half a key, or with a stranger's: 401, and nothing is taken")
        func keys() throws {
            let drill = try ClientDrill("keys")
            try drill.beside {
                for header in [nil, "", "Bearer", "Bearer ", "Bearer nobody", "Basic !!!", "Digest x", "Bearer \u{e9}\u{e8}"] {
                    var (_, request) = drill.request(3)
                    request.headers.removeFirst()
                    if let header { request = request.with("Authorization", header) }
                    drill.expectRefusal(try drill.answer(request), [401], header ?? "no key")
                }
            }
            try drill.finish()
        }
    }
}
