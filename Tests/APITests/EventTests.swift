import BasinAPI
import BasinCore
import BasinWire
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing

struct EventTests {
    @Test("what the door saw of a batch reaches intake, and the answer is JSON")
    func passesOn() async throws {
        let seen = Mutex<IntakeRequest?>(nil)
        let door = Door(
            .fake {
                $0.receive = { request in
                    seen.withLock { $0 = request }
                    return IntakeAnswer(accepted: 3, refused: [], droppedFields: 2)
                }
            })
        let attribute = try #require(HTTPField.Name("ce-Subject"))
        let answer = try await door.send(
            .post, "/events", token: "key",
            headers: [
                .contentType: "Application/CloudEvents-Batch+JSON; charset=utf-8", .contentEncoding: "gzip",
                attribute: "a%20b",
            ], body: [1, 2, 3])
        #expect(answer.status == 200)
        #expect(
            try WireJSON.decode(IntakeAnswer.self, from: answer.body.utf8)
                == IntakeAnswer(accepted: 3, refused: [], droppedFields: 2))
        let request = try #require(seen.withLock { $0 })
        #expect(request.writeKey == "key")
        #expect(request.contentType == "application/cloudevents-batch+json")
        #expect(request.isGzip)
        #expect(request.attributes == ["subject": "a b"])
        #expect(request.body == ByteBuffer(bytes: [1, 2, 3]))
    }

    @Test("refused events are told by position")
    func refused() async throws {
        let told = IntakeAnswer(
            accepted: 1,
            refused: [RefusedEvent(index: 1, code: "invalid_field", field: "a\"b", message: "No.")], droppedFields: 0)
        let door = Door(.fake { $0.receive = { _ in told } })
        let answer = try await door.send(.post, "/events", token: "key")
        #expect(try WireJSON.decode(IntakeAnswer.self, from: answer.body.utf8) == told)
    }

    @Test("without a key nothing is read")
    func noKey() async throws {
        let door = Door(
            .fake { $0.receive = { _ in throw BasinError(.system, "This must not be asked.") } })
        #expect(try await door.send(.post, "/events", token: nil).status == 401)
        #expect(try await door.send(.post, "/events", token: nil, headers: [.authorization: "Basic x"]).status == 401)
    }

    @Test("a key that may not send is refused before any of the body is read, however little room there is")
    func refusedKey() async throws {
        let door = Door(
            .fake {
                $0.admitsWriteKey = { $0 == "good" }
                $0.receive = { _ in throw BasinError(.system, "This must not be asked.") }
            }, limits: DoorLimits(eventsBody: 100, eventsInFlight: 100))
        let asked = Mutex(0)
        let body = AsyncThrowingStream<ByteBuffer, any Error> {
            asked.withLock { $0 += 1 }
            throw BasinError(.system, "This must not be read.")
        }
        for _ in 0..<3 {
            let answer = try await door.send(
                .post, "/events", headers: [.authorization: "Bearer bad"], body: RequestBody(asyncSequence: body))
            #expect(answer.status == 401)
        }
        #expect(asked.withLock { $0 } == 0)
    }

    @Test("an unknown encoding is refused")
    func encoding() async throws {
        let answer = try await Door(.fake()).send(.post, "/events", headers: [.contentEncoding: "br"])
        #expect(answer.status == 415)
    }

    @Test("a body over the limit is refused, announced or not", arguments: [true, false])
    func tooLarge(_ isAnnounced: Bool) async throws {
        let door = Door(.fake(), limits: DoorLimits(eventsBody: 1000))
        var headers: HTTPFields = [.authorization: "Bearer key"]
        func status(pieces: Int) async throws -> Int {
            if isAnnounced { headers[.contentLength] = String(pieces * 100) }
            let body = AsyncStream<ByteBuffer> { stream in
                for _ in 0..<pieces { stream.yield(ByteBuffer(repeating: 32, count: 100)) }
                stream.finish()
            }
            return try await door.send(.post, "/events", headers: headers, body: RequestBody(asyncSequence: body))
                .status
        }
        #expect(try await status(pieces: 10) == 200)
        #expect(try await status(pieces: 11) == 413)
    }

    @Test("a body in pieces arrives whole")
    func pieces() async throws {
        let door = Door(
            .fake {
                $0.receive = { IntakeAnswer(accepted: $0.body.readableBytes, refused: [], droppedFields: 0) }
            })
        let body = AsyncStream<ByteBuffer> { stream in
            for size in [1, 0, 70_000, 3] { stream.yield(ByteBuffer(repeating: 7, count: size)) }
            stream.finish()
        }
        let answer = try await door.send(
            .post, "/events", headers: [.authorization: "Bearer key"], body: RequestBody(asyncSequence: body))
        #expect(try WireJSON.decode(IntakeAnswer.self, from: answer.body.utf8).accepted == 70_004)
    }

    @Test("more bytes in flight than allowed are refused with 429 until there is room again")
    func inFlight() async throws {
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        let (releases, release) = AsyncStream<Void>.makeStream()
        let door = Door(
            .fake {
                $0.receive = { _ in
                    arrived.yield()
                    for await _ in releases { break }
                    return IntakeAnswer(accepted: 1, refused: [], droppedFields: 0)
                }
            }, limits: DoorLimits(eventsBody: 100, eventsInFlight: 100))
        let body = [UInt8](repeating: 32, count: 60)
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try await door.send(.post, "/events", body: body).status }
            for await _ in arrivals { break }
            let second = try await door.send(.post, "/events", body: body)
            #expect(second.status == 429)
            #expect(second.headers[.retryAfter].flatMap { Int($0) } != nil)
            release.yield()
            #expect(try await group.next() == 200)
        }
        release.yield()
        #expect(try await door.send(.post, "/events", body: body).status == 200)
    }
}
