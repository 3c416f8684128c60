import Foundation
import Testing

extension Reliability.Second {
    /// Another program reads the document that describes the API and asks everything that it describes, and what it does
    /// not describe: each answer must be one that the document promises, and none may be the server's own failure.
    @Suite struct WholeAPITests {
        @Test("nothing that can be asked is answered by a failure of the server, or otherwise than the document says")
        func described() throws {
            let small = try SmallProject("whole-api")
            #expect(try small.send(0..<20, type: SmallProject.types[0]).status == 200)
            #expect(try small.basin.query("SELECT count(*) FROM first_type") == [["20"]])
            guard let python = Surroundings.python else { throw DrillFailure(PythonOracle.absent) }
            let folder = small.basin.folder.path
            let output = folder + "/asked.out"
            // Left out are answers that go on for ever, and a backup into any folder that comes to its mind.
            let child = try ChildProcess(
                (python as NSString).deletingLastPathComponent + "/schemathesis",
                [
                    "run", "http://127.0.0.1:\(try small.basin.port)/openapi.json", "--header",
                    "Authorization: Bearer \(BasinProcess.token)", "--checks",
                    "not_a_server_error,response_schema_conformance,content_type_conformance", "--exclude-path-regex",
                    "/events/(live|stream)|/pulse|/api/v1/backup", "--phases", "examples,coverage,fuzzing", "--max-examples", "10",
                    "--seed", "2018", "--no-color",
                ], environment: Surroundings.environment, output: output, errors: folder + "/asked.err", folder: folder)
            let code = child.wait(seconds: 300)
            let said = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
            #expect(code == 0, "\(said.suffix(4000))")
            #expect(said.contains("passed"), "\(said.suffix(4000))")
            // And what was there before is there still.
            #expect(try small.basin.answer("GET", "/api/v1/audit/verify").text.contains("\"is_whole\":true"))
        }
    }
}
