import BasinCollection
import BasinCore
import BasinMetastore
import Foundation
import Testing

@Suite struct IncidentTests {
    @Test("COL-20: an hour that cannot be sealed is an incident until it is, with what is wrong; once, however often it is tried")
    func hour() async throws {
        let all = try QuarantineFolder()
        try await all.send([DataFolder.event(1)])
        try await all.delivery.flush([1])
        let file = try #require(try all.metastore.read { try $0.files(typeID: 1) }.first)
        try FileManager.default.moveItem(atPath: file.path, toPath: file.path + ".aside")
        for _ in 0..<3 {
            all.folder.move(by: .seconds(3600))
            _ = await all.delivery.seal(before: Hour(all.folder.clock.now()))
        }
        var incidents = try all.metastore.read { try $0.incidents(openOnly: true, limit: 10) }.filter { $0.kind == .hour }
        #expect(incidents.map(\.hour) == [Hour("2026-03-01T10")])
        try FileManager.default.moveItem(atPath: file.path + ".aside", toPath: file.path)
        all.folder.move(by: .seconds(3600))
        _ = await all.delivery.seal(before: Hour(all.folder.clock.now()))
        #expect(try all.metastore.read { try $0.incidents(openOnly: true, limit: 10) }.isEmpty)
        incidents = try all.metastore.read { try $0.incidents(openOnly: false, limit: 10) }
        #expect(incidents.allSatisfy { $0.closedAt != nil } && incidents.contains { $0.kind == .hour })
    }

    @Test("COL-11: a type that cannot be delivered is an incident until it can")
    func delivery() async throws {
        let all = try QuarantineFolder()
        try await all.send([DataFolder.event(1)])
        let folder = all.folder.path + "/warehouse/basin"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: folder + "/song_played"))
        for _ in 0..<3 { try? await all.delivery.flush([1]) }
        let open = try all.metastore.read { try $0.incidents(openOnly: true, limit: 10) }
        #expect(open.map(\.kind) == [.delivery] && open[0].typeID == 1)
        try FileManager.default.removeItem(atPath: folder + "/song_played")
        try await all.delivery.flush([1])
        #expect(try all.metastore.read { try $0.openIncidentCount() } == 0)
    }

    @Test("COL-15: a late event is in the hour of its receipt, keeps its time, and is counted by how late it is")
    func lateness() async throws {
        let all = try QuarantineFolder()
        // It is a minute past ten.
        let times = ["10:00:30", "09:59:30", "09:00:00", "10:30:00"]
        try await all.send(
            times.enumerated().map { number, time in
                #"{"specversion":"1.0","id":"\#(number)","source":"/t","type":"song_played","time":"2026-03-01T\#(time)Z","#
                    + #""data":{"song":"a"}}"#
            } + [DataFolder.event(9)])
        try await all.delivery.flush([1])
        let hour = Hour("2026-03-01T10")!
        let lateness = try #require(try all.metastore.read { try $0.lateness(typeID: 1, in: hour..<hour.next) }[hour])
        #expect(lateness.late == 2)
        // Ahead, a minute, ten minutes, an hour, six hours.
        #expect(lateness.counts.prefix(5) == [1, 1, 1, 0, 1])
    }

    @Test("COL-20: an hour for which the log took in more than delivery accounts for is not sealed")
    func imbalance() async throws {
        let all = try QuarantineFolder()
        try await all.send([DataFolder.event(1), DataFolder.event(2)])
        try await all.delivery.flush([1])
        // As if an event had been lost between the log and the dataset.
        try all.metastore.write {
            try $0.replaceLedger(
                LedgerCounts(received: 1, delivered: 1), typeID: 1, hour: Hour("2026-03-01T10")!)
        }
        all.folder.move(by: .seconds(3600))
        _ = await all.delivery.seal(before: Hour("2026-03-01T11")!)
        let incident = try #require(try all.metastore.read { try $0.incidents(openOnly: true, limit: 10) }.first)
        #expect(incident.message.contains("2") && incident.message.contains("1"))
        #expect(try #require(try all.hour(Hour("2026-03-01T10")!)).sealedAt == nil)
    }
}
