import Foundation
import Testing

extension Reliability.Second {
    @Suite struct DoorTests {
        static let call = #"{"type":"track","event":"Song Played","userId":"u","messageId":"m","properties":{"song":"s"}}"#

        @Test("basin doctor says of every source what its calls become, and stores nothing")
        func doctor() throws {
            let project = try DoorProject("doctor")
            for source in ["web", "partners", "product", "services"] {
                let done = try project.basin.command(["doctor", "--source", source, "--key", project.key] + project.basin.url)
                #expect(done.code == 0, "\(done.output)\(done.errors)")
                #expect(done.output.contains("song_played") && done.output.contains("\(source)_events"))
            }
            #expect(try project.basin.number("SELECT count(*) FROM song_played") == 0)
            let wrong = try project.basin.command(["doctor", "--source", "web", "--key", "no"] + project.basin.url)
            #expect(wrong.code == 1)
            #expect(wrong.output.contains("not valid"))
        }

        @Test("a dry run shows the events and the refusals of every door, and stores neither")
        func dryRun() throws {
            let project = try DoorProject("dryrun")
            let good = try project.post("/v1/track?dry_run=true", Self.call)
            #expect(good.status == 200 && good.text.contains(#""type":"song_played""#), "\(good.text)")
            let bad = try project.post("/v1/track?dry_run=true", Self.call.replacing("\"song\"", with: "\"other\""))
            #expect(bad.text.contains("song"), "\(bad.text)")
            let native = try project.post(
                "/events?dry_run=true", #"{"specversion":"1.0","id":"1","source":"/s","type":"song_played","data":{"song":"x"}}"#)
            #expect(try native.decoded(IntakeCounts.self).accepted == 1)
            #expect(try project.basin.number("SELECT count(*) FROM song_played") == 0)
            #expect(try project.basin.command(["quarantine"] + project.basin.url).output.contains("song_played") == false)
        }

        @Test("browsers of any page may send: preflight and answers carry the origin")
        func crossOrigin() throws {
            let project = try DoorProject("cors")
            for path in ["/v1/t", "/batch", "/com.snowplowanalytics.snowplow/tp2", "/v1/logs", "/events"] {
                let asked = try project.basin.send(
                    "OPTIONS", path,
                    headers: ["Origin": "https://shop.example", "Access-Control-Request-Headers": "authorization,content-type"])
                #expect(asked.status == 204)
                #expect(asked.headers["access-control-allow-origin"] == "https://shop.example")
                #expect(asked.headers["access-control-allow-headers"] == "authorization,content-type")
            }
            let sent = try project.post("/v1/t", Self.call, headers: ["Origin": "https://shop.example", "Content-Type": "text/plain"])
            #expect(sent.status == 200)
            #expect(sent.headers["access-control-allow-origin"] == "https://shop.example")
            let refused = try project.post("/v1/t", Self.call, headers: ["Origin": "https://a.example", "Authorization": "Bearer no"])
            #expect(refused.status == 401)
            #expect(refused.headers["access-control-allow-origin"] == "https://a.example")
        }

        @Test("who sends is found in a bearer token, in Basic, in the query and in the body")
        func keys() throws {
            let project = try DoorProject("doorkeys")
            let basic = Data("\(project.key):".utf8).base64EncodedString()
            let batch = #"{"writeKey":"KEY","batch":[\#(Self.call)]}"#
            #expect(try project.post("/v1/batch", batch, headers: ["Authorization": "Basic \(basic)"]).status == 200)
            #expect(try project.post("/v1/batch?writeKey=\(project.key)", batch, headers: ["Authorization": ""]).status == 200)
            #expect(try project.post("/v1/b", batch.replacing("KEY", with: project.key), headers: ["Authorization": ""]).status == 200)
            #expect(try project.post("/v1/b", batch, headers: ["Authorization": ""]).status == 401)
            #expect(try project.post("/v1/b", #"{"batch":[]}"#, headers: ["Authorization": ""]).status == 401)
            #expect(try project.basin.number("SELECT count(*) FROM song_played") == 1)
        }

        @Test("an open source takes so many events without a key and then says when to come again")
        func open() throws {
            let project = try DoorProject("open", limit: "3/min")
            let event = #"{"e":"pv","eid":"ID","duid":"d","page":"p"}"#
            func send(_ ids: [String]) throws -> HTTPAnswer {
                let list = ids.map { event.replacing("ID", with: $0) }.joined(separator: ",")
                return try project.post(
                    "/com.snowplowanalytics.snowplow/tp2",
                    #"{"schema":"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4","data":[\#(list)]}"#,
                    headers: ["Authorization": ""])
            }
            #expect(try send(["a", "b", "c", "d"]).status == 200)
            let over = try send(["e"])
            #expect(over.status == 429)
            #expect(over.headers["retry-after"].flatMap { Int($0) } ?? 0 > 0)
            #expect(try project.basin.number("SELECT count(*) FROM partners_events") == 4)
        }

        @Test("anonymous ids are joined to users by pseudonyms, and neither is in clear in any file")
        func links() throws {
            let project = try DoorProject("links")
            let body = """
                {"batch":[{"type":"page","anonymousId":"MARKANON","messageId":"1","name":"Home"},
                {"type":"identify","userId":"MARKUSER","anonymousId":"MARKANON","messageId":"2","traits":{"email":"MARKMAIL"}}]}
                """
            #expect(try project.post("/v1/batch", body).status == 200)
            let rows = try project.basin.query(
                """
                SELECT events.call, links.user_id = subject('MARKUSER') FROM web_events AS events
                JOIN identity_links AS links ON links.anonymous_id = events.anonymous_id ORDER BY 1
                """)
            #expect(rows == [["identify", "true"], ["page", "true"]])
            #expect(project.basin.stop() == 0)
            for file in TestFolder.files(below: project.basin.data, suffix: "") {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
                for mark in ["MARKANON", "MARKUSER", "MARKMAIL"] {
                    #expect(bytes.range(of: Data(mark.utf8)) == nil, "\(mark) is in \(file)")
                }
            }
        }

        @Test("a protocol without a source is refused with the reason, in the way its clients stop at")
        func closed() throws {
            let project = try SmallProject("closed")
            for (path, status) in [
                ("/v1/batch", 404), ("/batch", 404), ("/v1/logs", 404), ("/com.snowplowanalytics.snowplow/tp2", 400),
            ] {
                let answer = try project.basin.send(
                    "POST", path, body: Array(#"{"batch":[],"data":[],"resourceLogs":[]}"#.utf8),
                    headers: ["Content-Type": "application/json", "Authorization": "Bearer \(project.key)"])
                #expect(answer.status == status, "\(path): \(answer.status) \(answer.text)")
                #expect(answer.text.contains("No source takes"), "\(answer.text)")
            }
        }
    }
}
