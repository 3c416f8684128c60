import Foundation
import Testing

extension Reliability {
    /// No room for the metastore and the audit log, under those who only read.
    @Suite struct FullForReadersTests {
        private static let value = "MARKPAYOUT4711"
        private static let sql = "SELECT note FROM payout"
        private static let pages = [
            "/", "/search?q=payout", "/events", "/events/payout", "/events/payout/hours", "/datasets/payout", "/datasets/payout/access",
            "/datasets/payout/lineage", "/datasets/payout/usage", "/access", "/people", "/account", "/audit", "/runs",
            "/backfills", "/cost", "/glossary", "/teams", "/teams/team-small", "/sql", "/sql/history", "/settings", "/sources",
        ]

        private struct Audit: Decodable {
            struct Record: Decodable { var outcome: String }
            var records: [Record]
        }

        /// A server whose data folder is on a small disk, with a payout that not everybody may read. Nil where there is none.
        private func onDisk() throws -> (BasinProcess, SmallDisk)? {
            let folder = try TestFolder("fullread")
            guard let disk = try SmallDisk(folder, megabytes: 64) else {
                print("➜ no small disk can be mounted here; skipped")
                return nil
            }
            try folder.write("project/teams.yaml", "team-small: {contact: nobody}\n")
            try folder.write(
                "project/events/payout.yaml",
                """
                owner: team-small
                description: Money was paid back.
                access: restricted
                fields:
                  note: {type: string, classification: none}
                  mail: {type: string, required: false, classification: personal}

                """)
            let basin = try BasinProcess(folder, project: folder.path + "/project", data: disk.path + "/data")
            try basin.start()
            let key = try basin.makeKey()
            let event = #"{"specversion":"1.0","id":"1","source":"/t","type":"payout","data":{"note":"\#(Self.value)"}}"#
            let sent = try basin.send(
                "POST", "/events", body: Array(event.utf8),
                headers: ["Authorization": "Bearer \(key)", "Content-Type": "application/cloudevents+json"])
            #expect(sent.status == 200, "\(sent.text)")
            return (basin, disk)
        }

        /// Of readings of the payout that were written down.
        private func readings(_ basin: BasinProcess) throws -> Int {
            try basin.answer("GET", "/api/v1/audit?action=read&object=payout&limit=1000").decoded(Audit.self)
                .records.count { $0.outcome == "done" }
        }

        @Test("A reading that cannot be written down gives nothing, by the API and on pages; with room it goes on, and the audit log is whole")
        func audited() throws {
            guard let (basin, disk) = try onDisk() else { return }
            let first = try basin.queryAnswer(Self.sql)
            #expect(first.status == 200 && first.text.contains(Self.value), "\(first.text)")
            #expect(try readings(basin) == 1)
            try disk.fill(leaving: 0)
            // What is left of the log's last page takes some records yet; what the server frees meanwhile is taken, too.
            var given = 1, refused = 0
            for _ in 0..<400 where refused < 5 {
                let answer = try basin.queryAnswer(Self.sql)
                if answer.status == 200 {
                    #expect(answer.text.contains(Self.value), "\(answer.text)")
                    given += 1
                    if given.isMultiple(of: 40) { try disk.fill(leaving: 0) }
                } else {
                    refused += 1
                    #expect(answer.status == 503 && !answer.text.contains(Self.value), "\(answer.status) \(answer.text)")
                    #expect((Int(answer.headers["retry-after"] ?? "") ?? 0) > 0, "503 without Retry-After")
                }
            }
            #expect(refused == 5, "the audit log was never full")
            for page in ["/datasets/payout/sample", "/datasets/payout/profile"] {
                let answer = try basin.send("GET", page)
                try expectPage(answer, page)
                // A record may yet be shorter than the room that is left.
                if answer.text.contains(Self.value) { given += 1 }
            }
            #expect(basin.isAlive())
            try disk.empty()
            let goesOn = try Waiting.until(seconds: 60) {
                guard try basin.queryAnswer(Self.sql).text.contains(Self.value) else { return false }
                given += 1
                return true
            }
            #expect(goesOn, "it does not go on when there is room: \(basin.errorText().suffix(600))")
            let noted = try readings(basin)
            #expect(noted >= given, "\(given) were given, and only \(noted) written down")
            struct Verification: Decodable { var isWhole: Bool }
            #expect(try basin.answer("GET", "/api/v1/audit/verify").decoded(Verification.self).isWhole)
            #expect(basin.stop() == 0)
        }

        @Test("On a full disk pages are shown or say that they cannot be, one after another and all at once; a form says so and does nothing, or it is done")
        func pages() throws {
            guard let (basin, disk) = try onDisk() else { return }
            _ = try basin.queryAnswer(Self.sql)
            let pid = basin.child?.pid
            for page in Self.pages { #expect(try basin.send("GET", page).status == 200, "\(page) with room") }
            try disk.fill(leaving: 0)
            for _ in 0..<2 { for page in Self.pages { try expectPage(try basin.send("GET", page), page) } }
            let readers = try Self.pages.map { page in
                let connection = try RawConnection(port: try basin.port)
                connection.send(
                    "GET \(page) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(BasinProcess.token)\r\nConnection: close\r\n\r\n")
                return (page, connection)
            }
            for (page, connection) in readers {
                let answer = try #require(try connection.answer(seconds: 60), "\(page) is never answered")
                try expectPage(answer, page)
            }
            // For values: every row is the admin's already, and who asks for that is told so.
            var asked = 0
            for _ in 0..<20 {
                let answer = try basin.send(
                    "POST", "/access/requests", body: Array("dataset=payout&classification=personal&purpose=audit&reason=Books".utf8),
                    headers: ["Content-Type": "application/x-www-form-urlencoded"])
                if answer.status == 303 { asked += 1 } else { try expectPage(answer, "the form") }
            }
            #expect(basin.isAlive() && basin.child?.pid == pid)
            try disk.empty()
            struct Asked: Decodable { var id: Int }
            #expect(try basin.answer("GET", "/api/v1/access-requests").decoded([Asked].self).count == asked)
            for page in Self.pages { #expect(try basin.send("GET", page).status == 200, "\(page) with room again") }
            #expect(basin.stop() == 0)
        }

        /// It is there, or a page says why not; no reader is left with half of one.
        private func expectPage(_ answer: HTTPAnswer, _ page: String) throws {
            #expect([200, 500, 503, 507].contains(answer.status), "\(page): \(answer.status)")
            #expect(answer.headers["content-type"]?.hasPrefix("text/html") == true, "\(page): \(answer.headers)")
            #expect(answer.text.contains("</html>"), "\(page) is cut: \(answer.text.suffix(200))")
        }
    }
}
