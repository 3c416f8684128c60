import Foundation
import Testing

extension Reliability.First {
    @Suite struct CodegenCommandTests {
        struct Language: Sendable, CustomTestStringConvertible {
            var name: String
            var files: [String]
            /// One of them.
            var file: String
            var testDescription: String { name }
        }

        static let languages = [
            Language(
                name: "swift",
                files: ["AdShown", "PageViewed", "SearchMade", "SongPlayed", "StreamingLog", "SubscriptionChanged"].map
                {
                    $0 + ".swift"
                }, file: "SongPlayed.swift"),
            Language(name: "typescript", files: ["basin-events.ts"], file: "basin-events.ts"),
            Language(name: "python", files: ["basin_events.py"], file: "basin_events.py"),
        ]

        @Test("codegen writes what changed, says so, and lets CI find what was forgotten", arguments: languages)
        func writes(_ language: Language) throws {
            let folder = try TestFolder("codegen")
            let basin = try BasinProcess(folder, project: Surroundings.example)
            let output = folder.path + "/made/here"
            let words = ["codegen", language.name, "--project", basin.project, "--output", output]
            let missing = try basin.command(words + ["--check"])
            #expect(
                missing.code == 1 && missing.output.contains("missing") && missing.errors.contains("--check"),
                "\(missing)")
            #expect(!FileManager.default.fileExists(atPath: output))
            let first = try basin.command(words)
            #expect(first.code == 0 && first.output.contains("written") && first.errors.isEmpty, "\(first)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: output).sorted() == language.files)
            let whole = try contents(output)
            let again = try basin.command(words)
            #expect(again.code == 0 && !again.output.contains("written"), "\(again)")
            #expect(try basin.command(words + ["--check"]).code == 0)
            #expect(try contents(output) == whole)
            // Somebody edits a file all the same.
            let file = output + "/" + language.file
            try (whole[language.file, default: ""] + "\n").write(toFile: file, atomically: true, encoding: .utf8)
            let edited = try basin.command(words + ["--check", "--format", "csv"])
            #expect(edited.code == 1 && edited.output.contains("\(language.file),different,"), "\(edited)")
            #expect(try basin.command(words).code == 0)
            #expect(try contents(output) == whole)
        }

        @Test("what is no longer generated is removed; what somebody wrote there is not touched")
        func stale() throws {
            let folder = try TestFolder("codegen-stale")
            let basin = try BasinProcess(folder, project: Surroundings.example)
            let words = ["codegen", "swift", "--project", basin.project, "--output", folder.path + "/made"]
            #expect(try basin.command(words).code == 0)
            try folder.write("made/Own.swift", "// Mine.\n")
            let check = try basin.command(words + ["song_played", "--check"])
            #expect(check.code == 1 && check.output.contains("stale"), "\(check)")
            let some = try basin.command(words + ["song_played", "--format", "json"])
            #expect(some.code == 0 && some.output.contains("removed"), "\(some)")
            #expect(try contents(folder.path + "/made").keys.sorted() == ["Own.swift", "SongPlayed.swift"])
            // A name that is taken by somebody's own file.
            try folder.write("made/AdShown.swift", "// Mine, too.\n")
            let taken = try basin.command(words)
            #expect(taken.code == 1 && taken.errors.contains("AdShown.swift"), "\(taken)")
            #expect(
                try contents(folder.path + "/made").keys.sorted() == ["AdShown.swift", "Own.swift", "SongPlayed.swift"])
        }

        @Test("wrong usage is told apart from wrong definitions, and datasets that are wrong do not matter")
        func refusals() throws {
            let folder = try TestFolder("codegen-refusals")
            let project = folder.path + "/project"
            try FileManager.default.copyItem(atPath: Surroundings.example, toPath: project)
            let basin = try BasinProcess(folder, project: project)
            let place = ["--project", project, "--output", folder.path + "/made"]
            #expect(try basin.command(["codegen", "cobol"] + place).code == 2)
            let unknown = try basin.command(["codegen", "swift", "song_sung"] + place)
            #expect(unknown.code == 1 && unknown.errors.contains("song_sung"), "\(unknown)")
            try folder.write("project/datasets/broken.yaml", "owner: [")
            #expect(try basin.command(["codegen", "swift"] + place).code == 0)
            try folder.write(
                "project/events/broken.yaml", "owner: team-listening\ndescription: x\nfields: {a: {type: text}}\n")
            let broken = try basin.command(["codegen", "swift"] + place)
            #expect(broken.code == 1 && broken.errors.contains("events/broken.yaml:3"), "\(broken)")
            let nowhere = try basin.command(["codegen", "swift", "--project", folder.path + "/nowhere"])
            #expect(nowhere.code == 1 && nowhere.errors.contains("nowhere"), "\(nowhere)")
        }

        private func contents(_ folder: String) throws -> [String: String] {
            var contents: [String: String] = [:]
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                contents[name] = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
            }
            return contents
        }
    }
}
