import BasinAPI
import BasinCore
import BasinServer
import BasinWire
import Testing

/// Queries whose clients behave badly.
@Suite(.timeLimit(.minutes(1)))
struct QueryAnswerTests {
    /// In this process, and in workers.
    static let places = [QueryOptions(), ServerFolder.workers]
    private static let endless = "SELECT count(*) FROM range(1000000000000)"
    private static let long = "SELECT i, repeat('x', 1000) AS t FROM range(100000000) r(i)"

    @Test("A client that leaves in the middle of a result ends the query; the platform goes on", arguments: places)
    func leaves(_ queries: QueryOptions) async throws {
        let folder = try ServerFolder()
        let platform = try await folder.open(queries: queries)
        for _ in 0..<6 {
            let departure = Departure()
            let answer = try await platform.services.query(QueryRequest(sql: Self.long, format: "csv"), .local, departure)
            var pieces = answer.body.makeAsyncIterator()
            _ = try await pieces.next()
            departure.tell()
            await #expect(throws: BasinError.self) { while try await pieces.next() != nil {} }
        }
        // Each gave its place back.
        #expect(try await ServerFolder.query("SELECT 1 AS a", platform.services) == "a\r\n1\r\n")
        await platform.close()
    }

    @Test("A client that leaves before the first row ends the query", arguments: places)
    func leavesEarly(_ queries: QueryOptions) async throws {
        let folder = try ServerFolder()
        let platform = try await folder.open(queries: queries)
        let departure = Departure()
        let services = platform.services
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                (try? await services.query(QueryRequest(sql: Self.endless, format: "csv"), .local, departure)) == nil
            }
            departure.tell()
            #expect(await group.next() == true)
        }
        await platform.close()
    }

    @Test("A task that is cancelled ends its query", arguments: places)
    func cancelled(_ queries: QueryOptions) async throws {
        let folder = try ServerFolder()
        let platform = try await folder.open(queries: queries)
        let services = platform.services
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await ServerFolder.query(Self.endless, services) }
            group.cancelAll()
            await #expect(throws: (any Error).self) { try await group.next() }
        }
        #expect(try await ServerFolder.query("SELECT 1 AS a", services) == "a\r\n1\r\n")
        await platform.close()
    }

    @Test("More queries than run at a time wait, then are refused; and the others' places come back", arguments: places)
    func room(_ queries: QueryOptions) async throws {
        let folder = try ServerFolder()
        let platform = try await folder.open(queries: queries)
        let services = platform.services
        let departure = Departure()
        await withTaskGroup(of: BasinError.Code?.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    do {
                        _ = try await services.query(QueryRequest(sql: Self.endless, format: "csv"), .local, departure)
                        return nil
                    } catch {
                        return (error as? BasinError)?.code
                    }
                }
            }
            #expect(await group.next() == .some(.unavailable))
            departure.tell()
            for await code in group { #expect(code == .query) }
        }
        #expect(try await ServerFolder.query("SELECT 1 AS a", services) == "a\r\n1\r\n")
        await platform.close()
    }

    @Test("A limit below zero is refused")
    func limit() async throws {
        let folder = try ServerFolder()
        let platform = try await folder.open()
        await #expect { () async throws in
            _ = try await platform.services.query(QueryRequest(sql: "SELECT 1", format: "csv", limit: -1), .local, Departure())
        } throws: { ($0 as? BasinError)?.code == .invalid }
        await platform.close()
    }
}
