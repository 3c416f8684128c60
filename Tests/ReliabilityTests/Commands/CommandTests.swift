import Foundation
import Testing

extension Reliability.First {
    /// The commands as a newcomer types them: exit codes 0 done, 1 failed, 2 wrong usage.
    @Suite struct CommandTests {
        @Test("Plan, apply, again, a change, a breaking change: in-process, on a folder that no server owns")
        func definitions() throws {
            let folder = try TestFolder("commands")
            let project = folder.path + "/project"
            try FileManager.default.copyItem(atPath: Surroundings.example, toPath: project)
            let basin = try BasinProcess(folder, project: project)
            let local = ["--project", project, "--data", basin.data]
            let plan = try basin.command(["plan"] + local)
            #expect(plan.code == 0 && plan.output.contains("song_played"), "\(plan)")
            let unasked = try basin.command(["apply"] + local)
            #expect(unasked.code == 1 && unasked.errors.contains("--yes"), "\(unasked)")
            let applied = try basin.command(["apply", "--yes"] + local)
            #expect(applied.code == 0, "\(applied)")
            for command in [["apply", "--yes"], ["plan"]] {
                let again = try basin.command(command + local)
                #expect(again.code == 0 && again.output.contains("Nothing to change"), "\(again)")
            }
            let file = project + "/events/song_played.yaml"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try (text + "  mood: {type: string, required: false, classification: none}\n")
                .write(toFile: file, atomically: true, encoding: .utf8)
            let wider = try basin.command(["apply", "--yes"] + local)
            #expect(wider.code == 0 && wider.output.contains("v2"), "\(wider)")
            try text.replacing("length_s:    {type: double", with: "length_s:    {type: string")
                .write(toFile: file, atomically: true, encoding: .utf8)
            for command in [["plan"], ["apply", "--yes"]] {
                let breaking = try basin.command(command + local)
                #expect(breaking.code == 1 && (breaking.output + breaking.errors).contains("length_s"), "\(breaking)")
            }
            try text.replacing("classification: none", with: "classifcation: none").write(toFile: file, atomically: true, encoding: .utf8)
            let misspelt = try basin.command(["plan"] + local)
            #expect(misspelt.code == 1 && misspelt.errors.contains("song_played.yaml:"), "\(misspelt)")
        }

        @Test("A plan where there is nothing yet makes nothing; a type that was removed is shown as such")
        func planAndRemoval() throws {
            let folder = try TestFolder("plan")
            let project = folder.path + "/project"
            try FileManager.default.copyItem(atPath: Surroundings.example, toPath: project)
            let basin = try BasinProcess(folder, project: project)
            let local = ["--data", folder.path + "/data"]
            let plan = try basin.command(["plan", "--project", project] + local)
            #expect(plan.code == 0 && plan.output.contains("song_played") && plan.errors.isEmpty, "\(plan)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasPrefix("data") })
            #expect(try basin.command(["apply", "--yes", "--project", project] + local).code == 0)
            // With the doors that lead to it.
            try FileManager.default.removeItem(atPath: project + "/events/search_made.yaml")
            try FileManager.default.removeItem(atPath: project + "/sources")
            #expect(try basin.command(["apply", "--yes", "--project", project] + local).code == 0)
            for words in [["datasets"], ["show", "search_made"]] {
                #expect(try basin.command(words + local).output.contains("removed"))
            }
        }

        @Test("Refused records are named by file and line, and counted; a file that was described wrongly fails")
        func refusedRecords() throws {
            let basin = try BasinProcess(try TestFolder("refused"), project: Surroundings.example)
            let local = ["--data", basin.data]
            #expect(try basin.command(["apply", "--yes", "--project", Surroundings.example] + local).code == 0)
            let good = #"{"at":"2018-11-03T14:00:00Z","session_id":"0b0f2a4e-7a1d-4c58-9d1f-3f1f6f6c2a11","page":"/a","platform":"web"}"#
            let one = try basin.folder.write("one.ndjson", good + "\n\n\n")
            let two = try basin.folder.write("two.ndjson", "\n\(good.replacing("/a", with: "/b"))\nx")
            let words = ["import", one, two, "--type", "page_viewed"] + local
            let done = try basin.command(words + ["--time-field", "at"])
            #expect(done.code == 0 && done.errors.contains("two.ndjson:3: bad_json") && done.errors.contains("1 of 3 records"), "\(done)")
            #expect(try basin.command(["show", "page_viewed"] + local).output.contains("1 quarantined"))
            for wrong in [["--time-field", "when"], ["--time-field", "at", "--map", "page=pgae"]] {
                let failed = try basin.command(words + wrong)
                #expect(failed.code == 1 && failed.output.isEmpty, "\(failed)")
            }
        }

        @Test("Wrong usage is 2, what fails is 1, and nothing crashes", arguments: [
            (["frobnicate"], 2), (["up", "--port", "70000"], 2), (["up", "--nonsense"], 2), (["query"], 2),
            (["import", "x.ndjson", "--type", "t", "--time-field", "ts", "--from", "2018-11-01"], 2),
            (["query", "SELECT 1", "--format", "xml"], 2), (["query", "SELECT 1", "--limit", "-1"], 2),
            (["query", "SELECT 1", "--url", "http://127.0.0.1:1", "--data", "x"], 2),
            (["query", "SELECT 1", "--data", "no-such-folder"], 1), (["datasets", "--url", "http://127.0.0.1:1"], 1),
            (["plan", "--project", "no-such-project"], 1), (["import", "no-such-file.ndjson", "--type", "t", "--time-field", "ts"], 1),
            (["show"], 2), (["hours"], 2), (["key"], 0), (["help"], 0), (["--help"], 0), (["--version"], 0), (["version"], 0),
            (["import", "--help"], 0),
        ] as [([String], Int32)])
        func codes(_ words: [String], _ code: Int32) throws {
            let basin = try BasinProcess(try TestFolder("codes"), project: Surroundings.example)
            let done = try basin.command(words, folder: basin.folder.path, seconds: 20)
            #expect(done.code == code, "\(words): \(done)")
            if code != 0 { #expect(!done.errors.isEmpty && done.output.isEmpty, "\(words): \(done)") }
        }

        @Test("What the README shows works against a server")
        func readme() throws {
            let basin = try BasinProcess(try TestFolder("readme"), project: Surroundings.example)
            try basin.start()
            let url = try basin.url
            let made = try basin.command(["key", "create", "web", "--format", "json"] + url)
            #expect(made.code == 0)
            let key = try #require((try JSONSerialization.jsonObject(with: Data(made.output.utf8)) as? [String: String])?["key"])
            #expect(try basin.command(["key", "create", "web"] + url).code == 1, "a name was given twice")
            let event = """
                {"specversion": "1.0", "id": "1", "source": "/readme", "type": "page_viewed",
                "data": {"session_id": "0b0f2a4e-7a1d-4c58-9d1f-3f1f6f6c2a11", "page": "/about", "platform": "web"}}
                """
            let headers = ["Authorization": "Bearer \(key)", "Content-Type": "application/cloudevents+json"]
            #expect(try basin.send("POST", "/events", body: Array(event.utf8), headers: headers).status == 200)
            for format in ["table", "csv", "json"] {
                let done = try basin.command(["query", "SELECT page, count(*) AS n FROM page_viewed GROUP BY page", "--format", format] + url)
                #expect(done.code == 0 && done.output.contains("/about"), "\(done)")
            }
            let file = basin.folder.path + "/out.parquet"
            #expect(try basin.command(["query", "SELECT * FROM page_viewed", "--format", "parquet", "--output", file] + url).code == 0)
            #expect(try Data(contentsOf: URL(fileURLWithPath: file)).prefix(4) == Data("PAR1".utf8))
            for words in [["datasets"], ["show", "page_viewed"], ["hours", "page_viewed"], ["status"], ["key", "list"], ["plan", "--project", Surroundings.example]] {
                let done = try basin.command(words + url)
                #expect(done.code == 0 && !done.output.isEmpty && done.errors.isEmpty, "\(words): \(done)")
                for format in ["json", "csv"] where words[0] != "plan" {
                    #expect(try basin.command(words + ["--format", format] + url).code == 0, "\(words) \(format)")
                }
            }
            for words in [["show", "nothing_such"], ["hours", "nothing_such"], ["query", "SELECT * FROM nothing_such"], ["query", "SELECT * FROM read_csv('/etc/passwd')"]] {
                let done = try basin.command(words + url)
                #expect(done.code == 1 && !done.errors.isEmpty, "\(words): \(done)")
            }
            let wrong = try basin.command(["datasets", "--token", "not-the-token-of-anyone"] + url)
            #expect(wrong.code == 1 && !wrong.errors.contains("not-the-token"), "\(wrong)")
            #expect(try basin.command(["key", "revoke", "web"] + url).code == 0)
            #expect(try basin.send("POST", "/events", body: Array(event.utf8), headers: headers).status == 401)
            #expect(basin.stop() == 0)
            #expect(try basin.command(["query", "SELECT count(*) AS n FROM page_viewed", "--format", "csv", "--data", basin.data]).output.contains("1"))
        }

        @Test("The example's import command works as its README has it")
        func exampleImport() throws {
            let basin = try BasinProcess(try TestFolder("example"), project: Surroundings.example)
            try basin.start()
            let record = """
                {"ts":1541121934796,"userId":"39","sessionId":1,"itemInSession":0,"page":"Home","auth":"Logged In","level":"free","method":"GET","status":200}
                """
            let file = try basin.folder.write("log.ndjson", record + "\n")
            let done = try basin.command(
                ["import", file, "--type", "streaming_log", "--time-field", "ts", "--mapping", Surroundings.example + "/imports/streaming_log.yaml",
                 "--from", "2018-11-01", "--to", "2018-12-01", "--format", "json"] + basin.url)
            #expect(done.code == 0 && done.output.filter { !$0.isWhitespace }.contains("\"delivered\":1"), "\(done)")
            #expect(basin.stop() == 0)
        }
    }
}
