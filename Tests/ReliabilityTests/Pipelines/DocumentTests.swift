import Foundation
import Testing

extension Reliability.First {
    /// The walk-through is what newcomers do first, so it is done here as it stands.
    @Suite struct DocumentTests {
        @Test("Every command of docs/pipelines.md works in an empty folder, in order")
        func pipelines() throws {
            let folder = try TestFolder("document")
            let basin = try BasinProcess(folder, project: folder.path)
            let text = try String(contentsOfFile: Surroundings.packageRoot + "/docs/pipelines.md", encoding: .utf8)
            let script = try folder.write("walk.sh", Self.script(of: text))
            let output = folder.path + "/walk.out", errors = folder.path + "/walk.err"
            try FileManager.default.createDirectory(atPath: folder.path + "/shop", withIntermediateDirectories: true)
            var environment = basin.environment
            environment["PATH"] = (Surroundings.binary as NSString).deletingLastPathComponent + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
            let child = try ChildProcess(
                "/bin/bash", ["-eu", "-o", "pipefail", script], environment: environment, output: output, errors: errors,
                folder: folder.path + "/shop")
            let code = child.wait(seconds: 120)
            let said = try String(contentsOfFile: output, encoding: .utf8)
            let wrong = try String(contentsOfFile: errors, encoding: .utf8)
            #expect(code == 0, "\(said)\n\(wrong)")
            // What the page promises, beside that nothing fails.
            for promise in ["248.5", "140.0", "stale", "small_days_only", "published", "not published, as it should be"] {
                #expect(said.contains(promise), "\(promise) is missing in\n\(said)\n\(wrong)")
            }
        }

        /// `sh` blocks as they are; `yaml` and `sql` blocks are written to the file that their first line names.
        static func script(of page: String) throws -> String {
            var script = ""
            var block: [String] = []
            var language: String?
            for line in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
                guard line.hasPrefix("```") else {
                    if language != nil { block.append(line) }
                    continue
                }
                if let ended = language {
                    if ended == "sh" {
                        script += block.joined(separator: "\n") + "\n"
                    } else if let name = block.first?.trimmingPrefix("-- ").trimmingPrefix("# ") {
                        script += "mkdir -p \"$(dirname '\(name)')\"\ncat > '\(name)' <<'END_OF_FILE'\n"
                            + block.joined(separator: "\n") + "\nEND_OF_FILE\n"
                    }
                    language = nil
                    block = []
                } else {
                    language = String(line.dropFirst(3))
                }
            }
            return script
        }
    }
}
