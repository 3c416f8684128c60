import Foundation
import Testing

extension Reliability.Second {
    /// A killed server leaves six requests of five events in its log, none delivered. The log is then damaged.
    @Suite struct SegmentDamageTests {
        /// What is done to the segment, and which of the records are whole afterwards.
        struct Case: Sendable {
            var name: String
            var whole: [Int]
            var isReported = true
            var change: @Sendable (inout [UInt8], [Range<Int>]) -> Void
        }

        private static let all = Array(0..<6)

        private static let truncations: [Case] = [
            Case(name: "nothing is done", whole: all, isReported: false) { _, _ in },
            Case(name: "cut to nothing", whole: []) { bytes, _ in bytes = [] },
            Case(name: "cut in the file's header", whole: []) { bytes, _ in bytes = Array(bytes[..<16]) },
            Case(name: "cut after the file's header", whole: [], isReported: false) { bytes, _ in bytes = Array(bytes[..<32]) },
            Case(name: "cut after the first byte of a record", whole: Array(0..<5)) { $0 = Array($0[..<($1[5].lowerBound + 1)]) },
            Case(name: "cut in a record's header", whole: Array(0..<5)) { $0 = Array($0[..<($1[5].lowerBound + 27)]) },
            Case(name: "cut after a record's header", whole: Array(0..<5)) { $0 = Array($0[..<($1[5].lowerBound + 28)]) },
            Case(name: "cut in the middle of a record", whole: Array(0..<5)) {
                $0 = Array($0[..<(($1[5].lowerBound + $1[5].upperBound) / 2)])
            },
            Case(name: "cut before the last byte", whole: Array(0..<5)) { $0 = Array($0[..<($1[5].upperBound - 1)]) },
            Case(name: "cut between two records", whole: Array(0..<5), isReported: false) { $0 = Array($0[..<$1[5].lowerBound]) },
            Case(name: "cut in the second record", whole: [0]) { $0 = Array($0[..<($1[1].lowerBound + 40)]) },
        ]

        private static let flips: [Case] =
            [("magic", 0), ("checksum", 4), ("length, low", 8), ("length, high", 11), ("position", 12), ("time", 20), ("seal", 28)]
            .flatMap { name, offset in
                [2, 5].map { record in
                    Case(name: "a bit of the \(name) of record \(record)", whole: all.filter { $0 != record }) {
                        $0[$1[record].lowerBound + offset] ^= 0x10
                    }
                }
            } + [
                Case(name: "the last bit of the last record", whole: Array(0..<5)) { bytes, _ in bytes[bytes.count - 1] ^= 1 },
                Case(name: "a bit of every record but the third", whole: [2]) { bytes, records in
                    for (index, record) in records.enumerated() where index != 2 { bytes[record.upperBound - 20] ^= 4 }
                },
                Case(name: "a page of zeros over the second record", whole: [0] + Array(2..<6)) {
                    for index in $1[1] { $0[index] = 0 }
                },
            ]

        private static let headerFlips: [Case] = [("magic", 3), ("segment number", 8), ("first position", 16), ("checksum", 24)]
            .map { name, offset in
                Case(name: "a bit of the file's \(name)", whole: all) { bytes, _ in bytes[offset] ^= 1 }
            }

        private static let additions: [Case] = [
            Case(name: "zeros behind it", whole: all) { bytes, _ in bytes += [UInt8](repeating: 0, count: 4096) },
            Case(name: "noise behind it", whole: all) { bytes, _ in
                var random = SeededGenerator(seed: 11)
                bytes += (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
            },
            Case(name: "its first record again behind it", whole: all) { $0 += $0[$1[0]] },
            Case(name: "a record of the greatest length that never ends", whole: all) { bytes, _ in
                bytes += SegmentFile.magic + [1, 2, 3, 4] + [0, 0, 0, 4] + [UInt8](repeating: 7, count: 500)
            },
            Case(name: "a length of 2^32-1", whole: all) { bytes, _ in
                bytes += SegmentFile.magic + [1, 2, 3, 4] + [UInt8](repeating: 255, count: 40)
            },
            Case(name: "ten thousand beginnings of records", whole: all) { bytes, _ in
                for _ in 0..<10_000 { bytes += SegmentFile.magic }
            },
        ]

        @Test("A truncated log: every whole record is delivered, once, and the damage is reported")
        func truncated() throws { try check(Self.truncations) }

        @Test("Flipped bits in the log cost the record that they are in, and no other")
        func flipped() throws { try check(Self.flips) }

        @Test("A flipped bit in the header of a segment costs none of its whole records")
        func headers() throws { try check(Self.headerFlips) }

        @Test("Garbage behind the log's records costs nothing")
        func garbage() throws { try check(Self.additions) }

        @Test("What is no segment in the log's folder keeps nobody from starting")
        func strangers() throws {
            let small = try SmallProject("strangers")
            try small.post(0..<5)
            small.basin.kill()
            let log = small.basin.data + "/log/"
            for name in ["zz.segment", "00000000000000ff.segment", "notes.txt"] {
                try Data("not a segment, MARKED".utf8).write(to: URL(fileURLWithPath: log + name))
            }
            try Data().write(to: URL(fileURLWithPath: log + "000000000000abcd.segment"))
            try FileManager.default.createDirectory(atPath: log + "00000000000000fe.segment", withIntermediateDirectories: false)
            try small.basin.start()
            #expect(try small.numbers() == Array(0..<5))
            try small.post(5..<7)
            small.basin.kill()
            try small.basin.start()
            #expect(try small.numbers() == Array(0..<7))
        }

        private func check(_ cases: [Case]) throws {
            let small = try SmallProject("segment")
            for record in 0..<6 { try small.post(record * 5..<(record + 1) * 5) }
            small.basin.kill()
            let pristine = small.basin.folder.path + "/pristine"
            let data = small.basin.data
            try FileManager.default.copyItem(atPath: data, toPath: pristine)
            for damage in cases {
                try FileManager.default.removeItem(atPath: data)
                try FileManager.default.copyItem(atPath: pristine, toPath: data)
                var segment = try SegmentFile(inData: data)
                let records = segment.records
                try #require(records.count == 6, "the log does not hold the six requests")
                damage.change(&segment.bytes, records)
                try segment.save()
                do { try check(damage, small) } catch { Issue.record("\(damage.name): \(error)") }
                small.basin.kill()
            }
        }

        private func check(_ damage: Case, _ small: SmallProject) throws {
            let basin = small.basin
            try basin.start()
            let expected = damage.whole.flatMap { Array($0 * 5..<($0 + 1) * 5) }
            #expect(try small.numbers() == expected, "\(damage.name)")
            if damage.isReported {
                #expect(basin.errorText().contains("damage"), "\(damage.name): nothing was said: \(basin.errorText())")
            }
            #expect(basin.isAlive())
            // It goes on: new events, another kill, and the hour is sealed with a ledger that balances.
            try small.post(1000..<1003)
            basin.kill()
            try basin.setClock(0)
            try basin.start()
            #expect(try small.numbers() == expected + [1000, 1001, 1002], "\(damage.name), after another kill")
            try basin.setClock(3700)
            let isSealed = try small.waitUntilSealed()
            let hours = try basin.hours(SmallProject.types[0])
            #expect(isSealed, "\(damage.name): the hour is not sealed: \(hours) \(basin.errorText())")
            let isBalanced = hours.allSatisfy(\.ledger.isBalanced)
            #expect(isBalanced, "\(damage.name): \(hours)")
            #expect(hours.reduce(0) { $0 + $1.ledger.delivered } == expected.count + 3, "\(damage.name)")
            try basin.setClock(0)
        }
    }
}
