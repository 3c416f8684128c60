import BasinPostgres
import NIOCore
import Testing

@Suite struct SessionTests {
    /// What a session does for messages, when everything that it asks for is done; an error goes back into it.
    static func run(_ session: inout Session, _ messages: [ClientMessage]) -> [SessionAction] {
        var all: [SessionAction] = []
        for message in messages {
            var actions: [SessionAction]
            do { actions = try session.apply(message) } catch {
                actions = session.failed(error as? PostgresError ?? .stopping)
            }
            while true {
                all += actions
                do { actions = try session.proceed() } catch {
                    actions = session.failed(error as? PostgresError ?? .stopping)
                }
                if actions.isEmpty { break }
            }
        }
        return all
    }

    static func sent(_ actions: [SessionAction]) -> [ServerMessage] {
        actions.compactMap { if case .send(let message) = $0 { message } else { nil } }
    }

    @Test("a simple query does its statements in order and ends with one ready")
    func simple() {
        var session = Session()
        let actions = Self.run(&session, [.query("BEGIN; SELECT 1; -- nothing\n; COMMIT")])
        #expect(Self.sent(actions) == [.commandComplete("BEGIN"), .commandComplete("COMMIT"), .ready(.idle)])
        let portal = Portal(Statement(" SELECT 1"))
        #expect(actions.contains(.fetch(name: "\0", portal, limit: 0)))
        #expect(Self.sent(Self.run(&session, [.query(" ; -- x")])) == [.emptyQuery, .ready(.idle)])
    }

    @Test("what changes data is refused in a sentence, and the rest of the query is not done")
    func refused() {
        var session = Session()
        let sent = Self.sent(Self.run(&session, [.query("DELETE FROM song_played; SELECT 1")]))
        guard case .error(let error)? = sent.first else { return #expect(Bool(false), "no error") }
        #expect(error.state == "0A000")
        #expect(sent.dropFirst() == [.ready(.idle)])
    }

    @Test("after an error in a transaction nothing is done until it ends")
    func failedTransaction() {
        var session = Session()
        _ = Self.run(&session, [.query("BEGIN"), .query("DROP TABLE x")])
        #expect(session.status == .failed)
        guard case .error(let error)? = Self.sent(Self.run(&session, [.query("SELECT 1")])).first else {
            return #expect(Bool(false), "no error")
        }
        #expect(error.state == "25P02")
        #expect(Self.sent(Self.run(&session, [.query("COMMIT")])) == [.commandComplete("ROLLBACK"), .ready(.idle)])
    }

    @Test("an extended query is prepared, bound and fetched, also in parts")
    func extended() throws {
        var session = Session()
        let actions = Self.run(
            &session,
            [
                .parse(name: "s", sql: "SELECT $1::int", types: [23]),
                .bind(Binding(statement: "s", values: [[0, 0, 0, 5]], areBinary: [true])),
                .describe(.portal("")), .execute(portal: "", limit: 2), .execute(portal: "", limit: 2), .sync,
            ])
        #expect(Self.sent(actions) == [.parseComplete, .bindComplete, .ready(.idle)])
        let fetches = actions.compactMap {
            if case .fetch(_, let portal, let limit) = $0 { (portal.parameters, limit) } else { nil }
        }
        #expect(fetches.map(\.1) == [2, 2])
        #expect(fetches.first?.0 == [Parameter(text: "5", type: "INTEGER")])
        // Without a transaction portals end with the series.
        #expect(Self.sent(Self.run(&session, [.execute(portal: "", limit: 0)])).count == 1)
    }

    @Test("values are read as the types that the client was told")
    func described() throws {
        var session = Session()
        let actions = Self.run(&session, [.parse(name: "s", sql: "SELECT $1", types: [0]), .describe(.statement("s"))])
        guard case .describe("s", _)? = actions.last else { return #expect(Bool(false), "not described") }
        session.described("s", types: [20])
        let bound = Self.run(
            &session,
            [
                .bind(Binding(statement: "s", values: [[0, 0, 0, 0, 0, 0, 0, 9]], areBinary: [true])),
                .execute(portal: "", limit: 0),
            ])
        guard case .fetch(_, let portal, _)? = bound.last else { return #expect(Bool(false), "not fetched") }
        #expect(portal.parameters == [Parameter(text: "9", type: "BIGINT")])
    }

    @Test("after an error everything is skipped until Sync")
    func skipping() {
        var session = Session()
        let sent = Self.sent(
            Self.run(
                &session,
                [
                    .bind(Binding(statement: "nope")), .execute(portal: "", limit: 0),
                    .parse(name: "", sql: "SELECT 1", types: []), .sync,
                ]))
        guard case .error(let error)? = sent.first else { return #expect(Bool(false), "no error") }
        #expect(error.state == "26000")
        #expect(sent.dropFirst() == [.ready(.idle)])
    }

    @Test("statements and portals of one connection are bounded")
    func bounds() {
        var limits = PostgresLimits()
        limits.statements = 3
        limits.portals = 2
        var session = Session(limits: limits)
        let prepared = Self.sent(Self.run(&session, (0..<4).map { .parse(name: "s\($0)", sql: "SELECT 1", types: []) }))
        guard case .error(let error)? = prepared.last else { return #expect(Bool(false), "no error") }
        #expect(error.state == "53000")
        _ = Self.run(&session, [.sync])
        let bound = Self.sent(Self.run(&session, (0..<3).map { .bind(Binding(portal: "p\($0)", statement: "s0")) }))
        #expect(bound.dropLast() == [.bindComplete, .bindComplete])
    }

    @Test("SQL, names and values are held to their sizes before anything is made of them")
    func sizes() {
        var session = Session()
        let long = "SELECT '" + String(repeating: "x", count: 128 << 10) + "'"
        let name = String(repeating: "n", count: 256)
        let refused: [(ClientMessage, String)] = [
            (.query(long), "54000"), (.parse(name: "", sql: long, types: []), "54000"),
            (.parse(name: name, sql: "SELECT 1", types: []), "42622"), (.bind(Binding(portal: name)), "42622"),
        ]
        for (message, state) in refused {
            guard case .error(let error)? = Self.sent(Self.run(&session, [message, .sync])).first else {
                return #expect(Bool(false), "no error")
            }
            #expect(error.state == state)
        }
        let value = [UInt8](repeating: 49, count: 1_000_000)
        let binds: [ClientMessage] = (0..<5).map { .bind(Binding(portal: "p\($0)", statement: "v", values: [value])) }
        let sent = Self.sent(Self.run(&session, [.parse(name: "v", sql: "SELECT $1", types: [25])] + binds))
        #expect(sent.filter { $0 == .bindComplete }.count == 4)
        guard case .error(let error)? = sent.last else { return #expect(Bool(false), "no error") }
        #expect(error.state == "53000")
    }

    @Test("a simple query ends the portal without a name, whose rows would keep others from beginning")
    func unnamedPortal() {
        var session = Session()
        _ = Self.run(
            &session,
            [
                .query("BEGIN"), .parse(name: "", sql: "SELECT 1", types: []), .bind(Binding()),
                .execute(portal: "", limit: 1), .sync,
            ])
        #expect(Self.run(&session, [.query("SELECT 2")]).first == .close(""))
    }

    @Test("any order of messages ends in ready once the client says Sync", arguments: UInt64(1)...20)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let texts = [
            "", "SELECT 1", "BEGIN", "ROLLBACK", "DROP x", "SELECT $1; SELECT 2", "SHOW timezone", "DISCARD ALL",
            "DEALLOCATE a",
        ]
        var session = Session()
        for _ in 0..<2000 {
            let (text, name) = (
                texts.randomElement(using: &random) ?? "", ["", "a"].randomElement(using: &random) ?? ""
            )
            let message: ClientMessage =
                switch Int.random(in: 0..<9, using: &random) {
                case 0: .query(text)
                case 1: .parse(name: name, sql: text, types: [])
                case 2: .bind(Binding(portal: name, statement: name, values: Bool.random(using: &random) ? [] : [[49]]))
                case 3: .describe(.portal(name))
                case 4: .describe(.statement(name))
                case 5: .execute(portal: name, limit: Int.random(in: 0...2, using: &random))
                case 6: .close(Bool.random(using: &random) ? .portal(name) : .statement(name))
                case 7: .flush
                default: .sync
                }
            let sent = Self.sent(Self.run(&session, [message]))
            if message == .sync { #expect(sent == [.ready(session.status)]) }
        }
    }
}
