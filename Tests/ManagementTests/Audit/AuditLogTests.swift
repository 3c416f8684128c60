import BasinCore
import BasinManagement
import Foundation
import Synchronization
import Testing

@Suite struct AuditLogTests {
    /// A folder of its own, and a stand-in for the keyed hash: this target has no keys.
    private final class Folder {
        let path = FileManager.default.temporaryDirectory.path + "/basin-audit-\(UUID().uuidString)"
        deinit { try? FileManager.default.removeItem(atPath: path) }

        func open(limit: Int = 64 << 20, key: UInt64 = 1) throws -> AuditLog {
            try AuditLog(folder: path, clock: Clock { Timestamp(microseconds: 1_541_030_400_000_000) }, fileLimit: limit) { bytes in
                var hash = (0..<4).map { 14_695_981_039_346_656_037 &+ key &+ UInt64($0) }
                for byte in bytes {
                    for lane in hash.indices { hash[lane] = (hash[lane] ^ UInt64(byte)) &* (1_099_511_628_211 &+ UInt64(lane * 2)) }
                }
                return hash.flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } }
            }
        }

        var files: [String] {
            get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted().map { path + "/" + $0 } }
        }

        func lines(_ number: Int = 0) throws -> [String] {
            try String(contentsOfFile: files[number], encoding: .utf8).split(separator: "\n").map(String.init)
        }

        func write(_ lines: [String], _ number: Int = 0) throws {
            try (lines.joined(separator: "\n") + "\n").write(toFile: files[number], atomically: false, encoding: .utf8)
        }
    }

    private static func entry(_ number: Int) -> AuditEntry {
        AuditEntry(
            person: "anna", token: "laptop", action: number % 2 == 0 ? "read" : "POST /api/v1/apply", object: "song \"\(number)\"",
            outcome: .done, details: number % 3 == 0 ? ["opened": "email\nnickname, \"mac\":\""] : [:])
    }

    private static func fill(_ log: AuditLog, _ range: Range<Int>) async throws {
        for number in range { try await log.append(entry(number)) }
    }

    @Test("what was written is read back, the latest first, over a restart and over files", arguments: [64 << 20, 400])
    func read(_ limit: Int) async throws {
        let folder = Folder()
        try await Self.fill(try folder.open(limit: limit), 0..<10)
        let log = try folder.open(limit: limit)
        try await Self.fill(log, 10..<20)
        let records = try log.records(limit: 100)
        #expect(records.map(\.number) == (1...20).reversed())
        #expect(records.map(\.entry) == (0..<20).reversed().map(Self.entry))
        #expect(try log.records(AuditFilter(action: "read", before: 10), limit: 2).map(\.number) == [9, 7])
        #expect(try log.records(AuditFilter(object: "song \"3\""), limit: 9).map(\.number) == [4])
        #expect(try log.records(AuditFilter(person: "otto"), limit: 9).isEmpty)
        #expect(try log.records(AuditFilter(object: "email\nnickname, \"mac\":\""), limit: 9).map(\.number) == [19, 16, 13, 10, 7, 4, 1])
        let verdict = try log.verify([log.head])
        #expect(verdict.isWhole && verdict.records == 20 && verdict.head == log.head)
        #expect(try folder.files.count > (limit < 1000 ? 5 : 0))
    }

    @Test("what is rare is looked for a part at a time, each from where the one before ended", arguments: [64 << 20, 900])
    func search(_ limit: Int) async throws {
        let folder = Folder()
        let log = try folder.open(limit: limit)
        defer { withExtendedLifetime(folder) {} }
        try await Self.fill(log, 0..<20)
        func found(_ filter: AuditFilter, limit: Int = 100) throws -> [[Int]] {
            var filter = filter, pages: [[Int]] = []
            repeat {
                let found = try log.search(filter, limit: limit, lookingAt: 6)
                #expect(found.lookedBackTo != nil)
                pages.append(found.records.map(\.number))
                filter.before = found.next
            } while filter.before != nil && pages.count < 30
            return pages
        }
        #expect(try found(AuditFilter(person: "otto")) == [[], [], [], []])
        #expect(try found(AuditFilter(object: "song \"3\"")) == [[], [], [4], []])
        #expect(try found(AuditFilter(action: "read"), limit: 2) == [[19, 17], [15, 13], [11, 9], [7, 5], [3, 1]])
        #expect(try found(AuditFilter(before: 3)) == [[2, 1]])
        #expect(try log.search(AuditFilter(action: "read"), limit: 100, reading: 3).records.count == 3)
        let nothing = try log.search(AuditFilter(before: 1), limit: 9)
        #expect(nothing.records.isEmpty && nothing.next == nil && nothing.lookedBackTo == nil)
    }

    @Test("records of many at once have numbers of their own, each told to who wrote it")
    func together() async throws {
        let folder = Folder()
        let log = try folder.open()
        defer { withExtendedLifetime(folder) {} }
        let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<500 { group.addTask { try await log.append(Self.entry(number)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(numbers.sorted() == Array(1...500))
        #expect(try log.verify([]).isWhole)
    }

    enum Tampering: String, CaseIterable {
        case changedWord, changedTime, removed, removedFirst, removedLast, swapped, doubled, inserted, emptied, removedFile, cutLine
    }

    @Test("whatever is changed, taken out or put in shows", arguments: Tampering.allCases, [64 << 20, 900])
    func tampering(_ tampering: Tampering, _ limit: Int) async throws {
        let folder = Folder()
        let anchor: AuditHead
        do {
            let log = try folder.open(limit: limit)
            try await Self.fill(log, 0..<20)
            anchor = log.head
        }
        let file = try folder.files.count / 2
        var lines = try folder.lines(file)
        let middle = lines.count / 2
        switch tampering {
        case .changedWord: lines[middle] = lines[middle].replacing("anna", with: "otto")
        case .changedTime: lines[middle] = lines[middle].replacing("2018-11", with: "2018-12")
        case .removed: lines.remove(at: middle)
        case .removedFirst:
            // The chain begins with nothing before it, wherever it begins.
            lines = try folder.lines(0)
            lines.removeFirst()
            try folder.write(lines, 0)
            lines = try folder.lines(file)
        case .removedLast:
            var last = try folder.lines(folder.files.count - 1)
            last.removeLast()
            try folder.write(last, folder.files.count - 1)
            lines = try folder.lines(file)
        case .swapped: if lines.count > 1 { lines.swapAt(0, 1) } else { lines[0] += " " }
        case .doubled: lines.insert(lines[middle], at: middle)
        case .inserted: lines.insert(lines[middle].replacing("\"number\":", with: "\"number\":1"), at: middle)
        case .emptied: lines = []
        case .removedFile:
            if try folder.files.count > 1 { try FileManager.default.removeItem(atPath: folder.files[file]) } else { lines.removeFirst() }
        case .cutLine: lines[middle] = String(lines[middle].dropLast(5))
        }
        if tampering != .removedFile || limit > 1000 { try folder.write(lines, file) }
        // What nobody can begin with is refused; what can be begun with shows.
        guard let log = try? folder.open(limit: limit) else { return }
        #expect(try !log.verify([anchor]).isWhole)
    }

    @Test("a chain made anew under another key is not the one that was noted")
    func forged() async throws {
        let (real, forged) = (Folder(), Folder())
        let log = try real.open()
        try await Self.fill(log, 0..<5)
        try await Self.fill(try forged.open(key: 2), 0..<5)
        try forged.write(forged.lines().map { $0.replacing("anna", with: "otto") })
        try FileManager.default.removeItem(atPath: real.files[0])
        try FileManager.default.copyItem(atPath: forged.files[0], toPath: real.path + "/00000000000000000001.jsonl")
        #expect(try !real.open().verify([]).isWhole)
    }

    @Test("the end that was cut off shows by what was noted, here or elsewhere")
    func cut() async throws {
        let folder = Folder()
        let log = try folder.open()
        try await Self.fill(log, 0..<5)
        let head = log.head
        try await Self.fill(log, 5..<9)
        #expect(try log.verify([head, log.head]).isWhole)
        try folder.write(Array(folder.lines().prefix(3)))
        let cut = try folder.open()
        #expect(try !cut.verify([head]).isWhole)
        #expect(try cut.verify([]).isWhole, "without a note nothing tells what came after")
        // And it goes on: the numbers that were taken are given again, which the note tells, too.
        try await Self.fill(cut, 20..<30)
        #expect(try !cut.verify([head]).isWhole)
    }

    @Test("a record that a crash tore was answered to nobody, and the next one follows the last whole one")
    func torn() async throws {
        let folder = Folder()
        try await Self.fill(try folder.open(), 0..<3)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.files[0]))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("{\"action\":\"re".utf8))
        try handle.close()
        let log = try folder.open()
        try await Self.fill(log, 3..<5)
        #expect(try log.records(limit: 9).map(\.number) == [5, 4, 3, 2, 1])
        #expect(try log.verify([]).isWhole)
    }

    @Test("what cannot be written is an error, and not written later")
    func full() async throws {
        let folder = Folder()
        let log = try folder.open(limit: 10)
        try await Self.fill(log, 0..<1)
        // A folder in which no file can be made.
        try FileManager.default.removeItem(atPath: folder.path)
        await #expect(throws: BasinError.self) { try await log.append(Self.entry(1)) }
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        #expect(log.head.number == 1)
        #expect(try await log.append(Self.entry(2)) == 2)
    }

    @Test("a head is read as it is written, and nothing else is one")
    func heads() async throws {
        let folder = Folder()
        let log = try folder.open()
        defer { withExtendedLifetime(folder) {} }
        try await Self.fill(log, 0..<1)
        #expect(AuditHead(log.head.description) == log.head)
        for text in ["", "1", "1:", ":00", "0:" + String(repeating: "0", count: 64), "1:" + String(repeating: "g", count: 64), "1:00"] {
            #expect(AuditHead(text) == nil, "\(text)")
        }
    }
}
