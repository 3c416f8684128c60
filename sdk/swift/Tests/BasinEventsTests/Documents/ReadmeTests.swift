import BasinEvents
import Foundation
import Testing

@Suite struct ReadmeTests {
    /// The package's folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Lines without what is around them.
    func lines(_ text: some StringProtocol) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    @Test("Every snippet is compiled as it stands")
    func snippets() throws {
        let compiled = lines(try text("Tests/BasinEventsTests/Documents/ReadmeSnippets.swift")).joined(separator: "\n")
        let blocks = try text("README.md").components(separatedBy: "```swift\n").dropFirst()
        #expect(blocks.count >= 6)
        for block in blocks {
            let snippet = lines(block.components(separatedBy: "```")[0]).joined(separator: "\n")
            #expect(compiled.contains(snippet), "not in ReadmeSnippets.swift:\n\(snippet)")
        }
    }

    @Test("Every test that is named is there")
    func tests() throws {
        let names = try text("README.md").matches(of: /`([A-Z][A-Za-z]+Tests)\.([a-z][A-Za-z]+)`/)
        #expect(names.count > 15)
        let folder = Self.root.appendingPathComponent("Tests/BasinEventsTests").path
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        for name in names {
            let file = try #require(files.first { $0.hasSuffix("/\(name.output.1).swift") })
            #expect(try text("Tests/BasinEventsTests/" + file).contains("func \(name.output.2)("), "\(name.output.0)")
        }
    }

    @Test("The table of problems has every code")
    func codes() throws {
        let readme = try text("README.md")
        let codes: [Problem.Code] = [
            .refused, .evicted, .undeliverable, .unauthorized, .unreachable, .unexpectedAnswer, .storage, .damaged,
        ]
        for code in codes { #expect(readme.contains("`\(code.rawValue)`"), "\(code.rawValue)") }
    }
}
