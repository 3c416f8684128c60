import Foundation
import Testing

extension Reliability {
    /// What is older than its definition says goes, and nothing else does.
    @Suite struct RetentionTests {
        private static let day = 86_400

        @Test(
            "COL-9: hours and partitions expire by their own retention, with evidence, over kills; nothing downstream is stale, nothing is made or filled again"
        )
        func expires() throws {
            let drill = try RetentionDrill("retention")
            let basin = drill.basin
            // A day and some hours later: the events are kept one day, what was made of them three.
            try basin.setClock(Self.day + 2 * 3700)
            let isExpired = try Waiting.until(seconds: 60) { try drill.hour()?.state == "expired" }
            #expect(isExpired)
            basin.kill()
            try basin.start()
            let hour = try #require(try drill.hour())
            #expect(hour.state == "expired" && hour.ledger.received == 12 && hour.ledger.delivered == 11, "\(hour)")
            #expect(hour.reason?.contains("11 rows") == true && hour.reason?.contains("1 day;") == true, "\(hour)")
            #expect(try basin.number("SELECT count(*) FROM short_type") == 0)
            #expect(try basin.number("SELECT count(*) FROM long_type") == 10)
            let kept = try drill.partition()
            #expect(kept.state == "published" && kept.revision == 1, "\(kept)")
            #expect(try basin.number("SELECT sum(n) FROM short_hourly") == 11)
            // Readers that began before have their time; then the files go.
            #expect(!drill.files().isEmpty)
            try drill.waitUntilGone("short_type", from: Self.day + 2 * 3700)
            try drill.asksInVain()
            #expect(try drill.partition().revision == 1, "a run over expired hours published something")

            // Three days later what was made of them goes, too.
            try basin.setClock(4 * Self.day)
            let hasGone = try Waiting.until(seconds: 60) { try drill.partition().state == "expired" }
            let gone = try drill.partition()
            #expect(hasGone, "\(gone)")
            #expect(gone.reason?.contains("1 row was") == true && gone.checksum != nil, "\(gone)")
            for words in [
                ["run", "short_hourly", gone.partition],
                ["backfill", "short_hourly", "--from", gone.partition, "--to", drill.nextHour],
            ] {
                let done = try basin.command(words + basin.url)
                #expect(done.code == 1 && done.errors.contains("expired"), "\(words): \(done)")
            }
            let why = try basin.command(["why", "short_hourly", gone.partition] + basin.url)
            #expect(why.output.contains("was kept 3 days"), "\(why)")
            #expect(try drill.dailyKeys() == 0, "keys of events of expired days are there")
            #expect(basin.stop() == 0)
            let check = try basin.command(["fsck", "--data", basin.data, "--repair"])
            #expect(check.code == 0, "\(check)")
        }

        @Test("COL-9: a run that began before its input expired reads it to its end; then the files go")
        func underWay() throws {
            let drill = try RetentionDrill("retention-run")
            let basin = drill.basin
            let expiry = try drill.secondsUntilExpiry
            try basin.setClock(expiry - 120)
            let run = try drill.beginSlowRun()
            try basin.setClock(expiry + 60)
            #expect(try Waiting.until(seconds: 60) { try drill.hour()?.state == "expired" })
            // Longer than readers that hold nothing but a name have.
            for step in 1...4 {
                try basin.setClock(expiry + 60 + 600 * step)
                Waiting.pause(1.5)
            }
            #expect(!drill.files().isEmpty, "files went that a run was reading")
            #expect(try drill.endSlowRun(run) == "succeeded")
            try drill.waitUntilGone("short_type", from: expiry + 2500)
            #expect(basin.stop() == 0)
        }

        @Test("COL-9: a definition that was removed: what is stored goes by its last retention")
        func removed() throws {
            let drill = try RetentionDrill("retention-removed")
            let basin = drill.basin
            for file in ["datasets/short_hourly.yaml", "datasets/short_hourly.sql", "events/short_type.yaml"] {
                try FileManager.default.removeItem(atPath: basin.project + "/" + file)
            }
            let applied = try basin.command(["apply", "--yes", "--project", basin.project] + basin.url)
            #expect(applied.code == 0, "\(applied)")
            #expect(!drill.files().isEmpty)
            try basin.setClock(4 * Self.day)
            let areExpired = try Waiting.until(seconds: 60) {
                let hour = try drill.hour()?.state, partition = try drill.partition().state
                return hour == "expired" && partition == "expired"
            }
            #expect(areExpired)
            for table in ["short_type", "short_hourly"] { try drill.waitUntilGone(table, from: 4 * Self.day) }
            #expect(try basin.number("SELECT count(*) FROM long_type") == 10)
            #expect(basin.stop() == 0)
        }
    }
}
