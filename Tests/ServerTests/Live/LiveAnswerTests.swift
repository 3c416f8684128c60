import BasinAPI
import BasinCore
import BasinServer
import BasinWire
import Foundation
import NIOCore
import Testing

/// Answers that go on, without a socket.
@Suite(.timeLimit(.minutes(1)))
struct LiveAnswerTests {
    private static func entries(_ text: String) -> [Substring] { text.split(separator: "\n").filter { !$0.isEmpty } }

    @Test("A condition without a type is refused, however few types there are")
    func conditionWithoutType() async throws {
        let folder = try ServerFolder()
        let platform = try await folder.open()
        await #expect { _ = try await platform.services.live.watch(LiveEventsRequest(condition: "seconds > 1"), .local, Departure()) } throws: {
            ($0 as? BasinError)?.code == .invalid
        }
        await platform.close()
    }

    @Test("A stream ends with what there is, and goes on behind its cursor")
    func ends() async throws {
        let folder = try ServerFolder()
        let platform = try await folder.open()
        let services = platform.services
        _ = try await services.apply(DefinitionFiles(files: ServerFolder.project), Principal(name: "test"), .none)
        let lines = (0..<7).map { #"{"song":"s\#($0)","ts":"2026-01-01T10:00:0\#($0)Z"}"# }.joined(separator: "\n") + "\n"
        _ = try await ServerFolder.importing(lines, into: services)
        func read(_ request: EventStreamRequest) async throws -> String {
            var text = ""
            for try await piece in try await services.live.stream(request, .local, Departure()).body { text += String(buffer: piece) }
            return text
        }
        let first = try await read(EventStreamRequest(type: "song_played", limit: 3))
        #expect(Self.entries(first).count == 3)
        struct Entry: Decodable { var cursor: String }
        let last = try #require(Self.entries(first).last)
        let cursor = try JSONDecoder().decode(Entry.self, from: Data(last.utf8)).cursor
        #expect(Self.entries(try await read(EventStreamRequest(type: "song_played", after: cursor))).count == 4)
        #expect(Self.entries(try await read(EventStreamRequest(type: "song_played"))).count == 7)
        await platform.close()
    }

    @Test("A follower waits, is woken by its client's leaving, and gives its place back")
    func leaves() async throws {
        let folder = try ServerFolder()
        let platform = try await folder.open()
        let services = platform.services
        _ = try await services.apply(DefinitionFiles(files: ServerFolder.project), Principal(name: "test"), .none)
        for _ in 0..<5 {
            let departure = Departure()
            let answer = try await services.live.stream(EventStreamRequest(type: "song_played", follow: true), .local, departure)
            var pieces = answer.body.makeAsyncIterator()
            #expect(try await pieces.next() == ByteBuffer(string: "\n"))
            departure.tell()
            #expect(try await pieces.next() == nil)
        }
        #expect(await services.metrics().contains("basin_stream_readers 0\n"))
        let departure = Departure()
        let watched = try await services.live.watch(LiveEventsRequest(), .local, departure)
        var pieces = watched.body.makeAsyncIterator()
        _ = try await pieces.next()
        departure.tell()
        #expect(try await pieces.next() == nil)
        await platform.close()
    }
}
