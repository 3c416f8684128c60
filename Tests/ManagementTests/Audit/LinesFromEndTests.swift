import BasinManagement
import Foundation
import Testing

@Suite struct LinesFromEndTests {
    @Test(
        "the lines of a file are those that a reader from its beginning finds, whatever their lengths",
        arguments: ["", "\n", "a", "a\n", "a\nb", "\n\na\n\nb\n", "tail without end\nrest"])
    func small(_ text: String) throws { try compare(Array(text.utf8)) }

    @Test("lines longer than what is read at once, and ends where it is cut", arguments: [1, 7, 262_143, 262_144, 262_145, 700_001])
    func long(_ length: Int) throws {
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: length) + [UInt8(ascii: "\n")]
        try compare(line + line + [UInt8(ascii: "y"), UInt8(ascii: "\n")] + line + Array("torn".utf8))
    }

    private func compare(_ bytes: [UInt8]) throws {
        let path = FileManager.default.temporaryDirectory.path + "/basin-lines-\(UUID().uuidString)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let lines = try LinesFromEnd(path: path)
        var found: [[UInt8]] = []
        while let line = try lines.next() { found.append(Array(line)) }
        let whole = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
        #expect(found == whole.reversed().map { Array($0) })
    }
}
