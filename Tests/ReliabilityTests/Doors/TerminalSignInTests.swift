import Foundation
import Testing

extension Reliability.Second {
    /// The program as people run it: `basin up --oidc-config`, `basin login --oidc`, and a browser.
    @Suite struct TerminalSignInTests {
        private struct Outcome: Decodable, Equatable {
            var exit: Int
            var account: String
            var permissions: [String]
            var stranger: Int
            var listener: Int
            var web: Int
            var front: Int
            var silent: Bool
            var short: Int
        }

        @Test("a person signs in at another's provider in the terminal and in the browser; the server's log holds no secret")
        func signIn() throws {
            let folder = try TestFolder("terminal-sign-in")
            let done = try PythonOracle.run("oidc_terminal.py", [Surroundings.binary, folder.path], in: folder)
            #expect(done.code == 0, "\(done.errors.suffix(2000))")
            let line = try #require(done.output.split(separator: "\n").last, "\(done.errors.suffix(2000))")
            let outcome = try JSONDecoder().decode(Outcome.self, from: Data(line.utf8))
            #expect(
                outcome
                    == Outcome(
                        exit: 0, account: "anna@example.com", permissions: ["find", "query"], stranger: 404, listener: 200, web: 200,
                        front: 200, silent: true, short: outcome.short))
            #expect(outcome.short >= 32)
        }
    }
}
