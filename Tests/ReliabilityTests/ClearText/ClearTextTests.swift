import Foundation
import Testing

extension Reliability {
    @Suite(.enabled(if: PythonOracle.isHere, "no Python with the oracles' packages"))
    struct ClearTextTests {
        /// What must be found nowhere: original subject ids and personal values, of accepted, refused and imported events.
        private static let forbidden = [
            "MARKSUBJECT4711", "MARKFIRSTNAME4712", "MARKREFUSED4713", "MARKBROKENLINE4714", "MARKIMPORTED4715", "MARKLASTNAME4716",
        ]

        @Test("No personal value and no subject id is on disk in clear, while it runs and after; a harmless value is found")
        func scan() throws {
            let folder = try TestFolder("clear")
            let basin = try BasinProcess(folder, project: Surroundings.example, movesClock: true)
            try basin.start()
            let key = try basin.makeKey()
            try post(basin, key, 0)
            try scan(basin, harmless: [])
            _ = try basin.query("SELECT count(*) FROM streaming_log")
            try post(basin, key, 1)
            let file = try folder.write(
                "records.ndjson",
                #"{"ts":1541253906000,"userId":"MARKIMPORTED4715","sessionId":1,"itemInSession":1,"page":"HARMLESSPAGE42","auth":"x","level":"x","method":"x","status":1,"firstName":"MARKFIRSTNAME4712"}"# + "\n")
            let done = try basin.command(
                ["import", file, "--type", "streaming_log", "--time-field", "ts", "--mapping",
                 Surroundings.example + "/imports/streaming_log.yaml"] + basin.url)
            #expect(done.code == 0, "\(done.errors)")
            try basin.setClock(2 * 3600)
            let isSealed = try Waiting.until(seconds: 60) {
                try basin.hours("streaming_log").contains { $0.state == "sealed" && $0.ledger.delivered > 0 && !$0.hour.hasPrefix("2018") }
            }
            #expect(isSealed, "the hour was not sealed")
            try scan(basin, harmless: ["parquet:HARMLESSPAGE42"])
            #expect(basin.stop() == 0)
            try scan(basin, harmless: ["parquet:HARMLESSPAGE42", "sqlite:streaming_log"])
        }

        private func post(_ basin: BasinProcess, _ key: String, _ number: Int) throws {
            let data = #""session_id":1,"item_in_session":1,"page":"HARMLESSPAGE42","auth":"x","level":"x","method":"x","status":1"#
            let events = """
                {"specversion":"1.0","id":"a\(number)","source":"/t","type":"streaming_log","data":{"user_id":"MARKSUBJECT4711","first_name":"MARKFIRSTNAME4712","last_name":"MARKLASTNAME4716",\(data)}}
                {"specversion":"1.0","id":"b\(number)","source":"/t","type":"streaming_log","data":{"user_id":"MARKSUBJECT4711","status":"MARKREFUSED4713"}}
                {"specversion":"1.0","id":"c\(number)","source":"/t","type":"no_such_type","data":{"first_name":"MARKREFUSED4713"}}
                {"broken MARKBROKENLINE4714

                """
            let answer = try basin.send(
                "POST", "/events", body: Array(events.utf8),
                headers: ["Authorization": "Bearer \(key)", "Content-Type": "application/x-ndjson"])
            #expect(answer.status == 200, "\(answer.text)")
        }

        private func scan(_ basin: BasinProcess, harmless: [String]) throws {
            let forbidden = try basin.folder.write("forbidden.txt", Self.forbidden.joined(separator: "\n"))
            let found = try basin.folder.write("harmless.txt", harmless.joined(separator: "\n"))
            let logs = basin.logs.flatMap { ["--log", $0] }
            let done = try PythonOracle.run(
                "cleartext_scan.py", [basin.data, "--forbidden", forbidden, "--harmless", found] + logs, in: basin.folder)
            #expect(done.code == 0, "\(done.output.suffix(1500)) \(done.errors.suffix(500))")
        }
    }
}
