import BasinAPI
import BasinClient
import BasinCore
import BasinWire
import Logging
import NIOCore
import Synchronization
import Testing

struct InProcessTests {
    private func client(_ services: Services) -> APIClient {
        let doors = InProcess(services: services, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return APIClient(transport: doors.transport, token: doors.token)
    }

    @Test("the typed client and the router agree on every route")
    func agree() async throws {
        let client = client(.fake())
        #expect(try await client.plan(["teams.yaml": "a"]).applied == false)
        #expect(try await client.apply(["teams.yaml": "a"]).applied)
        #expect(try await client.createKey("phone") == CreatedKey(name: "phone", key: "secret"))
        #expect(try await client.keys().isEmpty)
        try await client.revokeKey("phone")
        #expect(try await client.datasets().isEmpty)
        #expect(try await client.hours(of: "songs", from: "2018-11-01", to: nil).isEmpty)
        #expect(try await client.status().ready)
        #expect(try await client.isReady())
        #expect(try await client.send(events: [], writeKey: "key").accepted == 0)
    }

    @Test("names and paths arrive as they were sent")
    func names() async throws {
        let strange = "a/b ?&=%;ü"
        let seen = Mutex<[String]>([])
        let client = client(
            .fake {
                $0.revokeKey = { name in seen.withLock { $0.append(name) } }
                $0.hours = { type, from, to in
                    seen.withLock { $0 += [type, from ?? "", to ?? ""] }
                    return []
                }
                $0.plan = { files, _ in
                    seen.withLock { $0 += files.keys }
                    return PlanAnswer(changes: [], isApplicable: true, applied: false)
                }
            })
        try await client.revokeKey(strange)
        _ = try await client.hours(of: strange, from: strange, to: strange)
        _ = try await client.plan(["events/song_played.yaml": ""])
        #expect(seen.withLock { $0 } == [strange, strange, strange, strange, "events/song_played.yaml"])
    }

    @Test("an error comes back as the same error")
    func errors() async throws {
        await #expect(throws: BasinError(.notFound, "There is no dataset songs.")) {
            try await client(.fake()).dataset("songs")
        }
    }

    @Test("a token of one process opens nothing elsewhere")
    func tokens() async throws {
        var stranger = client(.fake())
        stranger.token = client(.fake()).token
        await #expect { try await stranger.keys() } throws: { ($0 as? BasinError)?.code == .unauthorized }
    }

    @Test("a query's rows stream through, and its failure before the first row is an error")
    func query() async throws {
        let good = client(
            .fake {
                $0.query = { _, _, _ in
                    QueryAnswer(
                        contentType: "text/csv",
                        body: AsyncThrowingStream { stream in
                            for part in ["a,b\n", "1,2\n", "3,4\n"] { stream.yield(ByteBuffer(string: part)) }
                            stream.finish()
                        })
                }
            })
        let rows = Mutex("")
        try await good.query(QueryRequest(sql: "SELECT 1", format: "csv")) { chunk in
            rows.withLock { $0 += String(decoding: chunk, as: UTF8.self) }
        }
        #expect(rows.withLock { $0 } == "a,b\n1,2\n3,4\n")

        let bad = client(
            .fake {
                $0.query = { _, _, _ in
                    QueryAnswer(
                        contentType: "text/csv",
                        body: AsyncThrowingStream { $0.finish(throwing: BasinError(.query, "No such column.")) })
                }
            })
        await #expect(throws: BasinError(.query, "No such column.")) {
            try await bad.query(QueryRequest(sql: "SELECT 1", format: "csv")) { _ in }
        }
    }

    @Test("a query that fails after its first row is not taken for whole")
    func cutShort() async throws {
        let client = client(
            .fake {
                $0.query = { _, _, _ in
                    QueryAnswer(
                        contentType: "text/csv",
                        body: AsyncThrowingStream { stream in
                            stream.yield(ByteBuffer(string: "a\n"))
                            stream.finish(throwing: BasinError(.system, "The disk went away."))
                        })
                }
            })
        await #expect(throws: (any Error).self) {
            try await client.query(QueryRequest(sql: "SELECT 1", format: "csv")) { _ in }
        }
    }

    @Test("a client that stops reading, and one that has all, are told to the query")
    func departure() async throws {
        for readsAll in [false, true] {
            let gone = Mutex(0)
            let client = client(
                .fake {
                    $0.query = { _, _, departure in
                        departure.whenGone { gone.withLock { $0 += 1 } }
                        return QueryAnswer(
                            contentType: "text/csv",
                            body: AsyncThrowingStream { stream in
                                for _ in 0..<3 { stream.yield(ByteBuffer(string: "a\n")) }
                                stream.finish()
                            })
                    }
                })
            try? await client.query(QueryRequest(sql: "SELECT 1", format: "csv")) { _ in
                if !readsAll { throw BasinError(.system, "Enough.") }
            }
            #expect(gone.withLock { $0 } == 1)
        }
    }

    @Test("an import is pulled piece by piece, with all that was asked")
    func importing() async throws {
        let wanted = ImportRequest(
            type: "songs", format: "ndjson", timeField: "ts", mapping: ["user_id": "userId", "a": "b=c"],
            from: "2018-11-01", to: "2018-12-01", replace: true, reason: "wrong & mapping", source: "old", idField: "n")
        let seen = Mutex<ImportRequest?>(nil)
        let pulled = Mutex(0)
        let client = client(
            .fake {
                $0.importFile = { request, body in
                    seen.withLock { $0 = request }
                    var bytes = 0
                    for try await piece in body {
                        bytes += piece.readableBytes
                        // Never far ahead of the reader.
                        #expect(pulled.withLock { $0 } - bytes / 10 <= 1)
                    }
                    return ImportSummary(
                        records: bytes, delivered: 0, duplicate: 0, quarantined: 0, replaced: 0, hours: 0,
                        sealedHours: 0, refusals: [], seconds: 0.5)
                }
            })
        let summary = try await client.importFile(wanted, length: 1000) {
            pulled.withLock { pulled in
                guard pulled < 100 else { return nil }
                pulled += 1
                return [UInt8](repeating: 32, count: 10)
            }
        }
        #expect(summary.records == 1000)
        #expect(seen.withLock { $0 } == wanted)
    }

    @Test("a file that ends before its announced length is not imported as a whole one")
    func truncated() async throws {
        let sent = Mutex(false)
        let client = client(.fake())
        let file = ImportRequest(type: "a", format: "csv", timeField: "t", mapping: [:], replace: false)
        await #expect { try await client.importFile(file, length: 100) {
            sent.withLock { sent in
                defer { sent = true }
                return sent ? nil : [1, 2, 3]
            }
        } } throws: { ($0 as? BasinError)?.code == .invalid }
    }
}
