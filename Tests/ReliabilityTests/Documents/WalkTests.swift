import Foundation
import Testing

extension Reliability.First {
    @Suite struct WalkTests {
        struct Walk: Sendable, CustomTestStringConvertible {
            /// Below `docs`, without the suffix.
            var page: String
            /// The page whose commands come before, in the same shell.
            var after: String?
            /// What its commands print, among other things.
            var promises: [String]
            var warnings: [String] = []
            var testDescription: String { page }
        }

        @Test(
            "every command of the page works in an empty folder, in order",
            arguments: [
                Walk(
                    page: "enrichment",
                    promises: ["Firefox", "Googlebot", "internal", "203.0.113.0", "2001:db8:1::", "news", "geo_country"]),
                Walk(
                    page: "catalog",
                    promises: [
                        "song_played", "Looked for: contract", "first_name", "plays_daily.listeners", "derived", "The first two event types",
                        "Finance asked what the share is of", "Rights holder (rights_holder)", "#ask-money", "layer: raw", "s1 (2)", "2026-01-01T14: 2 rows", "\"first_name\":\"[masked]\"",
                    ]),
                Walk(
                    page: "sql",
                    promises: [
                        "Help!", "2026-01-02", "parameter  $least", "ff ff ff ff", "top_songs", "@top_songs", "Yesterday,1",
                        "email = ?", "kim@example.com", "joined with", "song_liked (1 queries)",
                    ]),
                Walk(
                    page: "access",
                    promises: [
                        "anna", "basin_at_", "team-nordic", "The books of the year", "administer audit develop find govern query",
                        "POST /api/v1/accounts", "all as they were written", "\"mac\":", "kim@example.com", "mia@example.com", "[masked]",
                    ]),
                Walk(
                    page: "cost",
                    promises: [
                        "team-money", "(shared)", "\"gb_months\":", "plays_daily", "this month", "COST EUR", "local",
                        "Everything was read in the last 1 days", "Begin with plays_daily, which nobody reads either",
                        "`retention: 1d` in datasets/plays_daily.yaml", "OVER TIME", "null_share",
                    ]),
                Walk(
                    page: "codegen",
                    promises: [
                        "Sources/App/Events/OrderPlaced.swift", "web/basin-events.ts", "unchanged",
                        "'type': 'order_placed'", "'amount': '12.50'",
                    ]),
                Walk(
                    page: "migration",
                    promises: [
                        "import, without first_name", "song_played_old: 3 rows, 3 keys; song_played: 3 rows, 3 keys",
                        "2 keys on both, 2 compared", "song_played: 3 rows, 3 keys; song_played: 3 rows, 3 keys; 3 keys on both",
                    ],
                    warnings: [
                        "these files could not fill first_name",
                        "not compared: first_name is sealed under different fields",
                    ]),
            ])
        func walk(_ walk: Walk) throws { try Self.go(walk) }

        static func go(_ walk: Walk) throws {
            let folder = try TestFolder(walk.page.replacing("/", with: "-"))
            let basin = try BasinProcess(folder, project: folder.path)
            let scripts = try [walk.after, walk.page].compactMap(\.self).map { page in
                try DocumentTests.script(
                    of: String(contentsOfFile: Surroundings.packageRoot + "/docs/\(page).md", encoding: .utf8))
            }
            // What a page leaves running, or a command that fails, ends with the shell.
            let ending = "trap 'kill $(jobs -p) 2> /dev/null || true; wait' EXIT\n"
            let script = try folder.write("walk.sh", ending + scripts.joined())
            let output = folder.path + "/walk.out"
            let errors = folder.path + "/walk.err"
            try FileManager.default.createDirectory(
                atPath: folder.path + "/walk", withIntermediateDirectories: true)
            var environment = basin.environment
            // `basin`, and a `python3` that has the packages of other readers.
            let programs = [Surroundings.binary, Surroundings.python].compactMap(\.self)
                .map { ($0 as NSString).deletingLastPathComponent }
            environment["PATH"] = (programs + [environment["PATH"] ?? "/usr/bin:/bin"]).joined(separator: ":")
            let child = try ChildProcess(
                "/bin/bash", ["-eu", "-o", "pipefail", script], environment: environment, output: output,
                errors: errors, folder: folder.path + "/walk")
            let code = child.wait(seconds: 240)
            let said = try String(contentsOfFile: output, encoding: .utf8)
            let wrong = try String(contentsOfFile: errors, encoding: .utf8)
            #expect(code == 0, "\(said)\n\(wrong)")
            for promise in walk.promises { #expect(said.contains(promise), "\(promise) is missing in\n\(said)") }
            for warning in walk.warnings { #expect(wrong.contains(warning), "\(warning) is missing in\n\(wrong)") }
        }
    }
}
