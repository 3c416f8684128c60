import Foundation
import Testing

extension Reliability.Second {
    @Suite struct ClientDocumentTests {
        /// The blocks of one language in docs/clients.md.
        static func blocks(_ language: String) throws -> [String] {
            let text = try String(contentsOfFile: Surroundings.packageRoot + "/docs/clients.md", encoding: .utf8)
            return text.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
                $0.components(separatedBy: "\n```").first
            }
        }

        @Test(
            "every snippet of docs/clients.md delivers its event", .enabled(if: PythonOracle.isHere, Comment(rawValue: PythonOracle.absent)))
        func snippets() throws {
            let project = try DoorProject("snippets")
            let basin = project.basin
            func mended(_ text: String) throws -> String {
                text.replacing("127.0.0.1:8080", with: "127.0.0.1:\(try basin.port)")
                    .replacing("port=8080", with: "port=\(try basin.port)").replacing("WRITE_KEY", with: project.key)
            }
            let python = try Self.blocks("python")
            #expect(python.count == 5)
            for block in python {
                let done = try PythonOracle.run(code: mended(block), [], in: basin.folder)
                #expect(done.code == 0, "\(block)\n\(done.errors)")
            }
            for block in try Self.blocks("sh") {
                let output = basin.folder.path + "/curl"
                let child = try ChildProcess(
                    "/bin/bash", ["-eu", "-c", mended(block)], environment: basin.environment, output: output + ".out",
                    errors: output + ".err")
                #expect(child.wait(seconds: 30) == 0, "\(block)")
            }
            let rows = try basin.query("SELECT song, user_id = subject('u1042') FROM song_played ORDER BY song")
            #expect(rows == ["CloudEvents", "OpenTelemetry", "PostHog", "RudderStack", "Segment", "Snowplow"].map { [$0, "true"] })
            let sql = try #require(try Self.blocks("sql").first)
            #expect(try basin.queryAnswer(sql).status == 200)
        }
    }
}
