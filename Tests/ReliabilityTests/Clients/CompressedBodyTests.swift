import Foundation
import Testing

extension Reliability {
    /// Bodies that are compressed: as promised, not as promised, and to do harm.
    @Suite struct CompressedBodyTests {
        @Test("Bombs: 10 GB of blanks in 10 MB of gzip, as one member, as a thousand, and in two layers, are refused at once")
        func bombs() throws {
            let drill = try ClientDrill("bombs")
            let folder = drill.basin.folder
            let before = try #require(ProcessFigures(drill.basin.child?.pid))
            let small = try DeflateBomb.member(megabytes: 10, in: folder)
            let large = try DeflateBomb.member(megabytes: 250, in: folder)
            let zeros = try DeflateBomb.member(megabytes: 50, of: 0, in: folder)
            let thousand = Array(repeatElement(small, count: 1000).joined())
            let layers = try DeflateBomb.gzip(thousand, in: folder)
            let bombs: [(String, [UInt8], [Int])] = [
                ("one member of 250 MB", large, [413]),
                ("a thousand members of 10 MB", thousand, [413]),
                ("50 MB of zeros", zeros, [413]),
            ]
            try drill.beside {
                for (what, bomb, statuses) in bombs {
                    for encoding in ["gzip", nil] {
                        var request = RawRequest(drill.small, bomb)
                        if let encoding { request = request.with("Content-Encoding", encoding) }
                        let ticks = ProcessFigures.cpuTicks(drill.basin.child?.pid)
                        let answer = try drill.answer(request)
                        drill.expectRefusal(answer, statuses, "\(what), Content-Encoding \(encoding ?? "absent")")
                        // What it computes, and not how long that takes here: to unpack all 10 GB would be ten times as much.
                        let spent = ProcessFigures.cpuTicks(drill.basin.child?.pid) - ticks
                        #expect(spent < 300, "\(what): \(spent) hundredths of seconds of computing")
                    }
                }
                // One layer is taken off; what is below is lines that are no JSON.
                let layered = try drill.answer(RawRequest(drill.small, layers).with("Content-Encoding", "gzip"))
                if layered.status == 200 {
                    #expect(try layered.decoded(IntakeCounts.self).accepted == 0)
                    #expect(layered.body.count < 16 << 20, "\(layered.body.count) bytes of answer")
                } else {
                    drill.expectRefusal(layered, [400, 413], "a layer around a thousand members")
                }
                // Sixteen at once.
                let connections = try (0..<16).map { _ in try drill.connect() }
                let bomb = RawRequest(drill.small, large).with("Content-Encoding", "gzip").bytes
                connections.forEach { $0.send(bomb) }
                for connection in connections { drill.expectRefusal(try connection.answer(), [413, 503], "16 bombs") }
                let during = try #require(ProcessFigures(drill.basin.child?.pid))
                #expect(during.megabytes < before.megabytes + 600, "\(before) before, \(during) during")
            }
            try drill.finish(megabytes: 200)
        }

        @Test("Gzip is taken with and without its header, and as several members; upper case and x-gzip are the same")
        func accepted() throws {
            let drill = try ClientDrill("gzip")
            let folder = drill.basin.folder
            try drill.beside {
                for encoding in ["gzip", nil, "GZIP", "x-gzip", "identity"] {
                    let (numbers, plain) = drill.request(20)
                    let body = encoding == "identity" ? plain.body : try DeflateBomb.gzip(plain.body, in: folder)
                    var request = RawRequest(drill.small, body)
                    if let encoding { request = request.with("Content-Encoding", encoding) }
                    let answer = try drill.answer(request)
                    #expect(answer.status == 200, "\(encoding ?? "no header"): \(answer.status) \(answer.text)")
                    if answer.status == 200 { drill.acknowledge(numbers) }
                }
                // RFC 1952: members follow one another, and are one text.
                let (first, one) = drill.request(10)
                let (second, two) = drill.request(10)
                let body = try DeflateBomb.gzip(one.body + [10], in: folder) + DeflateBomb.gzip(two.body, in: folder)
                let answer = try drill.answer(RawRequest(drill.small, body).with("Content-Encoding", "gzip"))
                #expect(answer.status == 200, "two members: \(answer.status) \(answer.text)")
                #expect(try answer.decoded(IntakeCounts.self).accepted == 20, "two members: \(answer.text)")
                drill.acknowledge(first)
                drill.acknowledge(second)
            }
            try drill.finish()
        }

        @Test("A gzip that is cut, spoilt or followed by something else gives nothing, and says what is wrong")
        func spoilt() throws {
            let drill = try ClientDrill("spoilt")
            let folder = drill.basin.folder
            try drill.beside {
                for way in ["cut", "cut in its header", "checksum", "length", "flipped", "garbage", "zeros", "no gzip"] {
                    let (_, plain) = drill.request(50)
                    var body = try DeflateBomb.gzip(plain.body, in: folder)
                    switch way {
                    case "cut": body.removeLast(body.count / 2)
                    case "cut in its header": body = Array(body.prefix(6))
                    case "checksum": body[body.count - 6] ^= 1
                    case "length": body[body.count - 2] ^= 1
                    case "flipped": body[body.count / 2] ^= 0x10
                    case "garbage": body += Array("and more".utf8)
                    case "zeros": body += [0, 0, 0]
                    default: body = plain.body
                    }
                    let answer = try drill.answer(RawRequest(drill.small, body).with("Content-Encoding", "gzip"))
                    drill.expectRefusal(answer, [400], way)
                }
            }
            try drill.finish()
        }

        @Test("Other encodings get 415, which says what is understood")
        func otherEncodings() throws {
            let drill = try ClientDrill("encoding")
            try drill.beside {
                for encoding in ["deflate", "br", "zstd", "compress", "gzip, gzip", "nonsense"] {
                    let (_, request) = drill.request(5)
                    let answer = try drill.answer(request.with("Content-Encoding", encoding))
                    drill.expectRefusal(answer, [415], encoding)
                    #expect(answer.text.contains("gzip"), "\(answer.text)")
                }
            }
            try drill.finish()
        }
    }
}
