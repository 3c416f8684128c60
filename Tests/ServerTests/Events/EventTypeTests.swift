import BasinAPI
import BasinCore
import BasinServer
import BasinWire
import Foundation
import NIOCore
import Testing

/// Event types as pages and programs ask for them.
@Suite(.timeLimit(.minutes(1)))
struct EventTypeTests {
    private func send(_ events: String, to services: Services) async throws -> IntakeAnswer {
        let key = try await services.createKey(KeyRequest(name: "k\(UUID().uuidString.lowercased().prefix(8))"))
        return try await services.receive(
            IntakeRequest(
                writeKey: key.key, contentType: "application/x-ndjson", attributes: [:], isGzip: false, isDryRun: false,
                body: ByteBuffer(string: events)))
    }

    private func event(_ id: Int, _ data: String) -> String {
        #"{"specversion":"1.0","id":"e\#(id)","source":"test","type":"song_played","data":\#(data)}"# + "\n"
    }

    @Test("what came is told before and after it is delivered, with what was refused, its reasons and how to send more")
    func counts() async throws {
        let folder = try ServerFolder()
        let platform = try await folder.open()
        let services = platform.services
        _ = try await services.apply(DefinitionFiles(files: ServerFolder.project), Principal(name: "test"), .none)
        #expect(try await services.events.types().map(\.ledger.received) == [0])
        let answer = try await send(
            event(1, #"{"song":"a"}"#) + event(1, #"{"song":"a"}"#) + event(2, #"{"song":"b"}"#) + event(3, "{}"), to: services)
        #expect(answer.accepted == 3)
        let waiting = try #require(try await services.events.types().first)
        #expect(waiting.ledger.pending == 4 && waiting.ledger.received == 4 && waiting.openHours == 1)
        #expect(try await services.quarantine.knownReasons("song_played").isEmpty)
        #expect(try await services.quarantine.overview().map(\.events) == [1])
        let type = try await services.events.type("song_played")
        #expect(type.totals == LedgerTotals(received: 4, delivered: 2, duplicate: 1, quarantined: 1, pending: 0))
        #expect(type.summary.ledger == type.totals && type.summary.openHours == 1 && type.summary.lastEvent != nil)
        #expect(type.fields.map(\.name) == ["song", "seconds", "loud"] && type.schemaVersion == 1)
        #expect(type.contact == "listening@example.com" && type.summary.owner == "team-listening")
        for _ in 0..<2 { #expect(try await services.quarantine.knownReasons("song_played").map(\.code) == ["missing_field"]) }
        let examples = try await services.events.examples("song_played", "http://here")
        #expect(examples.map(\.language) == ["curl", "swift", "typescript", "python"])
        await #expect { _ = try await services.events.type("nothing") } throws: { ($0 as? BasinError)?.code == .notFound }
        await platform.close()
    }

    @Test("the hours that a dataset is shown with add up to its ledger, whether events are delivered or still waiting")
    func oneTruth() async throws {
        let folder = try ServerFolder()
        let platform = try await folder.open()
        let services = platform.services
        _ = try await services.apply(DefinitionFiles(files: ServerFolder.project), Principal(name: "test"), .none)
        func shown() async throws -> LedgerTotals {
            let detail = try await services.dataset("song_played")
            #expect(detail.recentHours.reduce(0) { $0 + $1.ledger.received } == detail.ledger.received)
            #expect(detail.recentHours.reduce(0) { $0 + $1.ledger.pending } == detail.ledger.pending)
            #expect(detail.recentHours.map(\.hour) == detail.recentHours.map(\.hour).sorted(by: >))
            return detail.ledger
        }
        _ = try await send(event(1, #"{"song":"a"}"#) + event(2, #"{"song":"b"}"#), to: services)
        // Of the hour there is no record yet.
        let waiting = try await shown()
        #expect(waiting.received == 2 && waiting.pending == 2)
        // A query that names the type has it delivered first.
        _ = try await ServerFolder.query("SELECT count(*) FROM song_played", services)
        let delivered = try await shown()
        #expect(delivered.received == 2 && delivered.pending == 0)
        _ = try await send(event(3, #"{"song":"c"}"#), to: services)
        let both = try await shown()
        #expect(both.received == 3 && both.delivered == 2 && both.pending == 1)
        await platform.close()
    }

    @Test("reasons that were told are told anew after a replay")
    func replayed() async throws {
        let folder = try ServerFolder()
        let platform = try await folder.open()
        let services = platform.services
        _ = try await services.apply(DefinitionFiles(files: ServerFolder.project), Principal(name: "test"), .none)
        _ = try await send(event(1, "{}"), to: services)
        #expect(try await services.quarantine.reasons("song_played").count == 1)
        var files = ServerFolder.project
        files["events/song_played.yaml"] = files["events/song_played.yaml"]?.replacing(
            "song: {type: string,", with: "song: {type: string, required: false,")
        _ = try await services.apply(DefinitionFiles(files: files), Principal(name: "test"), .none)
        #expect(try await services.quarantine.replay("song_played", nil).replayed == 1)
        #expect(try await services.quarantine.knownReasons("song_played").isEmpty)
        #expect(try await services.events.type("song_played").totals.delivered == 1)
        await platform.close()
    }
}
