import Foundation
import Testing

/// Pages that promise something, and the tests that they name.
@Suite struct GuaranteeTests {
    @Test("Every test that a page of guarantees names is there", arguments: [("collection.md", 30), ("live.md", 20), ("catalog.md", 12), ("access.md", 25), ("security.md", 45), ("operations.md", 6)])
    func named(_ name: String, _ least: Int) throws {
        let root = Surroundings.packageRoot
        let page = try String(contentsOfFile: root + "/docs/" + name, encoding: .utf8)
        let citation = /`([A-Z][A-Za-z]+Tests)\.([a-z][A-Za-z]+)`/
        let cited = Set(page.matches(of: citation).map { [String($0.output.1), String($0.output.2)] })
        #expect(cited.count > least)
        let files = FileManager.default.enumerator(atPath: root + "/Tests")?.compactMap { $0 as? String } ?? []
        for name in cited {
            let file = files.first { $0.hasSuffix("/\(name[0]).swift") }
            guard let file else {
                Issue.record("there is no \(name[0])")
                continue
            }
            let text = try String(contentsOfFile: root + "/Tests/" + file, encoding: .utf8)
            #expect(text.contains("func \(name[1])("), "\(name[0]) has no \(name[1])")
        }
    }
}
