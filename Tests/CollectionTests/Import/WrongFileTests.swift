import BasinCollection
import BasinCore
import BasinEngines
import BasinMetastore
import Foundation
import Testing

/// Files that are not what was said, and how much of them is imported all the same.
struct WrongFileTests {
    private static let good = #"{"ts":1541253906000,"title":"One"}"#

    @Test("A file in which a named field never occurs is refused: nothing is published, nothing sealed", arguments: [
        ("ts", ["song": "titel"], nil), ("time", ["song": "title"], nil), ("ts", ["song": "title", "seconds": "length"], nil),
        ("ts", ["song": "title"], "id"),
    ] as [(String, [String: String], String?)])
    func unseen(_ time: String, _ mapping: [String: String], _ id: String?) async throws {
        let setup = try ImportSetup()
        for format in [ImportPlan.Format.ndjson, .csv] {
            let text = format == .csv ? "ts,title\n1541253906000,One\n" : Self.good
            await #expect { () async throws in
                _ = try await setup.run(
                    text, format: format, timeField: time, idField: id, range: "2018-11-03T00 2018-11-04T00", mapping: mapping)
            } throws: { ($0 as? BasinError)?.code == .invalid }
        }
        #expect(try setup.hours().isEmpty)
        #expect(try setup.metastore.read { try $0.files(typeID: 1) }.isEmpty)
    }

    @Test("A small file may be without a field of a mapping that says so; a large one may not", arguments: [
        (1, true), (99, true), (100, false),
    ])
    func mayLack(_ count: Int, _ isTaken: Bool) async throws {
        let setup = try ImportSetup()
        let text = (0..<count).map { #"{"ts":\#(1541253906000 + $0),"title":"One"}"# }.joined(separator: "\n")
        let outcome = try? await setup.run(text, mapping: ["song": "title", "seconds": "length"], mayLack: ["title", "length"])
        #expect(outcome?.counts.delivered == (isTaken ? count : nil))
    }

    @Test("A file of which nothing fits is refused, and says where the first record is and why")
    func nothingFits() async throws {
        let setup = try ImportSetup()
        await #expect { () async throws in
            _ = try await setup.run(
                "\n{\"ts\":\"yesterday\",\"title\":\"One\"}\nx\n", range: "2018-11-03T00 2018-11-04T00")
        } throws: { ($0 as? BasinError)?.message.contains("Line 2: ts ") == true }
        #expect(try setup.hours().isEmpty)
    }

    @Test("An empty file seals the hours that it is complete for")
    func empty() async throws {
        let outcome = try await ImportSetup().run("", range: "2018-11-03T00 2018-11-04T00")
        #expect(outcome.sealedHours == 24)
    }

    @Test("Refused records are told by the lines of the file, blank lines and pieces of any size notwithstanding", arguments: [1, 7, 4096])
    func lines(_ pieceBytes: Int) async throws {
        let outcome = try await ImportSetup().run("\n\(Self.good)\n\nx\n\(Self.good)\n{}\n", pieceBytes: pieceBytes)
        #expect(outcome.refusals.map(\.line) == [4, 6])
        let large = (0..<40_000).map { $0 == 39_990 ? "x" : #"{"ts":\#(1541253906000 + $0),"title":"One"}"# }
        let second = try await ImportSetup().run(large.joined(separator: "\n"), pieceBytes: 1 << 16)
        #expect(second.refusals.map(\.line) == [39_991])
    }

    @Test("A row of a CSV file with too many or too few cells is quarantined with its line, the others are imported")
    func ragged() async throws {
        let setup = try ImportSetup()
        let outcome = try await setup.run(
            "ts,title\n1541253906000,\"One\nof two lines\"\n1541253906000\n\n1541253907000,Two,more\n1541253908000,Three", format: .csv)
        #expect(outcome.counts == LedgerCounts(received: 4, delivered: 2, quarantined: 2))
        #expect(outcome.refusals.map(\.line) == [4, 6])
        #expect(outcome.refusals.allSatisfy { $0.code == .badRow })
    }

    @Test("A byte order mark is no part of the first column or record", arguments: [1, 2, 3, 100])
    func mark(_ pieceBytes: Int) async throws {
        let csv = try await ImportSetup().run("\u{FEFF}ts,title\n1541253906000,One\n", format: .csv, pieceBytes: pieceBytes)
        #expect(csv.counts.delivered == 1)
        let json = try await ImportSetup().run("\u{FEFF}\(Self.good)", pieceBytes: pieceBytes)
        #expect(json.counts.delivered == 1)
    }

    @Test("A last CSV cell in quotes needs no line end")
    func lastCell() async throws {
        let outcome = try await ImportSetup().run("ts,title\n1541253906000,\"One\"", format: .csv)
        #expect(outcome.counts.delivered == 1)
    }

    @Test("Refused records are in the ledger, in the hour of the import")
    func ledger() async throws {
        let setup = try ImportSetup()
        _ = try await setup.run("\(Self.good)\nx\n")
        let hour = try #require(try setup.hours().first { $0.hour == Hour(setup.folder.clock.now()) })
        #expect(hour.counts == LedgerCounts(received: 1, quarantined: 1))
        #expect(try setup.metastore.read { try $0.totals() }[1]?.counts == LedgerCounts(received: 2, delivered: 1, quarantined: 1))
        #expect(try setup.metastore.read { try $0.totals() }[1]?.lastReceived == Hour("2018-11-03T14")?.start)
    }

    @Test("Bytes that are no whole Parquet file are refused without a path of the server", arguments: [
        [], Array("PAR1".utf8), Array("PAR1 this is no Parquet PAR1".utf8), [UInt8](repeating: 0, count: 100),
    ] as [[UInt8]])
    func parquet(_ bytes: [UInt8]) throws {
        let records = try ParquetRecords()
        try records.append(bytes)
        #expect { try records.forEachChunk { _ in } } throws: { error in
            guard let error = error as? BasinError else { return false }
            return error.code == .invalid && !error.message.contains("/proc")
        }
    }
}
