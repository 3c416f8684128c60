import Foundation
import Testing

extension Reliability.First {
    /// Pages that lead to each other, and to pictures.
    @Suite struct LinkTests {
        static let pages: [String] =
            TestFolder.files(below: Surroundings.packageRoot + "/docs", suffix: ".md")
            + ["README.md", "ARCHITECTURE.md"].map { Surroundings.packageRoot + "/" + $0 }

        @Test("every link of a page leads to a file that is there, and to a heading that it has")
        func links() throws {
            var found = 0
            for page in Self.pages {
                for link in try Self.prose(page).joined(separator: "\n").matches(of: /\]\(([^)\s]+)\)/).map({ String($0.1) })
                where !link.hasPrefix("http") && !link.hasPrefix("mailto:") {
                    found += 1
                    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                    let folder = (page as NSString).deletingLastPathComponent
                    let target = parts[0].isEmpty ? page : ((folder + "/" + parts[0]) as NSString).standardizingPath
                    guard FileManager.default.fileExists(atPath: target) else {
                        Issue.record("\(page) leads to \(link), which is not there")
                        continue
                    }
                    guard parts.count == 2 else { continue }
                    #expect(try Self.headings(target).contains(parts[1]), "\(page) leads to \(link): no such heading")
                }
            }
            #expect(found > 100)
        }

        /// A page's lines without its code.
        private static func prose(_ page: String) throws -> [String] {
            var isCode = false
            return try String(contentsOfFile: page, encoding: .utf8).split(separator: "\n").map(String.init).filter { line in
                if line.hasPrefix("```") { isCode.toggle() }
                return !isCode
            }
        }

        /// By what headings are led to, as GitHub makes it.
        private static func headings(_ page: String) throws -> Set<String> {
            Set(
                try prose(page).filter { $0.hasPrefix("#") }.map { line in
                    let title = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
                    return String(title.filter { $0.isLetter || $0.isNumber || " -_".contains($0) }).replacing(" ", with: "-")
                })
        }
    }
}
