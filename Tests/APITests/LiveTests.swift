import BasinAPI
import BasinCore
import HTTPTypes
import NIOCore
import Synchronization
import Testing

struct LiveTests {
    /// What the doors asked for, and whether they said that the client is gone.
    private final class Asked: Sendable {
        let watched = Mutex<[LiveEventsRequest]>([])
        let streamed = Mutex<[EventStreamRequest]>([])
        let departures = Mutex(0)

        var services: Services {
            .fake { services in
                services.live.watch = { request, _, departure in
                    self.watched.withLock { $0.append(request) }
                    departure.whenGone { self.departures.withLock { $0 += 1 } }
                    return LiveServices.answer("text/event-stream", ": events follow\n\n")
                }
                services.live.stream = { request, _, departure in
                    self.streamed.withLock { $0.append(request) }
                    departure.whenGone { self.departures.withLock { $0 += 1 } }
                    return LiveServices.answer("application/x-ndjson", "{}\n")
                }
            }
        }
    }

    @Test("The inspector's query reaches it as it was meant, and the answer is a stream of events")
    func watch() async throws {
        let asked = Asked(), door = Door(asked.services)
        let answer = try await door.send(
            .get, "/api/v1/events/live?type=a&type=b&where=length_s+%3E+30%20AND%20song%20LIKE%20'A%25'&verdict=accepted")
        #expect(answer.status == 200 && answer.body == ": events follow\n\n")
        #expect(answer.headers[.contentType] == "text/event-stream" && answer.headers[.cacheControl] == "no-store")
        let request = try #require(asked.watched.withLock { $0.first })
        #expect(request.types == ["a", "b"] && request.verdict == "accepted")
        #expect(request.condition == "length_s > 30 AND song LIKE 'A%'")
        #expect(asked.departures.withLock { $0 } == 1)
    }

    @Test("The stream's query reaches it as it was meant")
    func stream() async throws {
        let asked = Asked(), door = Door(asked.services)
        let answer = try await door.send(.get, "/api/v1/events/stream?type=a&after=AQ-_&limit=7&follow=true")
        #expect(answer.status == 200 && answer.body == "{}\n")
        _ = try await door.send(.get, "/api/v1/events/stream?type=b&from=now")
        let requests = asked.streamed.withLock { $0 }
        try #require(requests.count == 2)
        #expect(requests[0].type == "a" && requests[0].after == "AQ-_" && requests[0].limit == 7 && requests[0].follow)
        #expect(requests[1].type == "b" && requests[1].after == nil && requests[1].from == "now" && !requests[1].follow)
    }

    @Test("What is asked wrongly is answered 400, and reaches nobody", arguments: [
        "stream", "stream?type=", "stream?type=a&type=b", "stream?type=a&limit=0", "stream?type=a&limit=-1",
        "stream?type=a&limit=many", "stream?type=a&follow=maybe", "stream?type=a&after=x&from=now", "stream?type=a&tpye=b",
        "live?where=a&where=b", "live?verdict=a&verdict=b", "live?typ=a", "live?type=%zz",
    ])
    func wrong(_ query: String) async throws {
        let asked = Asked()
        #expect(try await Door(asked.services).send(.get, "/api/v1/events/" + query).status == 400)
        #expect(asked.watched.withLock { $0.isEmpty } && asked.streamed.withLock { $0.isEmpty })
    }

    @Test("HEAD has an end at once: nobody would read", arguments: ["live", "stream?type=a"])
    func head(_ query: String) async throws {
        let asked = Asked()
        let answer = try await Door(asked.services).send(.head, "/api/v1/events/" + query)
        #expect(answer.status == 200 && answer.body.isEmpty)
        #expect(asked.departures.withLock { $0 } == 1)
    }

    @Test("An error before the first event has its status", arguments: [
        (BasinError(.gone, "Retention removed it."), 410), (BasinError(.unavailable, "Too many."), 503),
        (BasinError(.query, "No such column."), 400),
    ])
    func errors(_ error: BasinError, _ status: Int) async throws {
        let door = Door(.fake { $0.live.stream = { _, _, _ in throw error } })
        let answer = try await door.send(.get, "/api/v1/events/stream?type=a")
        #expect(answer.status == status && answer.body.contains(error.message))
    }
}
