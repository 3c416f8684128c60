import Foundation
import Testing

/// docs/collection.md and the tests that it names.
@Suite struct GuaranteeTests {
    @Test("Every test that docs/collection.md names is there")
    func named() throws {
        let root = Surroundings.packageRoot
        let page = try String(contentsOfFile: root + "/docs/collection.md", encoding: .utf8)
        let citation = /`([A-Z][A-Za-z]+Tests)\.([a-z][A-Za-z]+)`/
        let cited = Set(page.matches(of: citation).map { [String($0.output.1), String($0.output.2)] })
        #expect(cited.count > 30)
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
