import BasinAPI
import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Logging
import NIOCore
import Synchronization

/// A platform with tickets that hold something of every classification, a restricted type and one of whose rows people
/// see some, and accounts that ask for them. Its clock is a test's to move.
final class GuardedPlatform: Sendable {
    let folder: ServerFolder
    let platform: Platform
    private let transport: Transport

    static let secrets = ["mia@example.com", "Mimi", "asthma"]

    static let project = [
        "teams.yaml": """
            team-support: {contact: "#support"}
            team-listening: {contact: "#listening"}
            team-nordic: {contact: "#nordic"}
            """,
        "events/ticket.yaml": """
            owner: team-support
            description: Somebody asked for help.
            fields:
              country:  {type: string, classification: none}
              user_id:  {type: string, classification: pseudonymous, subject: true}
              email:    {type: string, classification: personal, purposes: [support]}
              nickname: {type: string, classification: personal}
              illness:  {type: string, classification: sensitive}
              born:     {type: date, classification: personal}
              address:  {type: struct, classification: personal, fields: {city: {type: string}, floor: {type: int32, required: false}}}
            """,
        "events/payout.yaml": """
            owner: team-listening
            description: Money was paid.
            access: restricted
            fields:
              amount: {type: int64, classification: none}
            """,
        "events/visit.yaml": """
            owner: team-support
            description: Somebody came.
            rows:
              - {teams: [team-nordic], where: "country IN ('SE', 'NO')"}
            fields:
              country: {type: string, classification: none}
              note:    {type: string, classification: none}
            """,
    ]

    init(
        _ project: [String: String] = GuardedPlatform.project,
        requests: TokenBucket.Size = TokenBucket.Size(perSecond: 100_000, burst: 1_000_000),
        queries: QueryOptions = QueryOptions()
    ) async throws {
        let folder = try ServerFolder()
        self.folder = folder
        let start = Clock.system.now()
        let box = TimeBox(start)
        timeBox = box
        var options = PlatformOptions(dataFolder: folder.data)
        options.adminToken = Self.adminToken
        // The clock stands still unless a test moves it.
        options.requests = requests
        options.queries = queries
        platform = try await Platform.open(
            options, clock: Clock { box.now }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        transport = WebServer.inProcess(
            services: platform.services, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ).transport
        _ = try await admin.apply(project)
    }

    private let timeBox: TimeBox
    private final class TimeBox: Sendable {
        private let time: Mutex<Timestamp>
        init(_ time: Timestamp) { self.time = Mutex(time) }
        var now: Timestamp { time.withLock { $0 } }
        func move(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
    }

    func move(_ duration: Duration) { timeBox.move(duration) }

    static let adminToken = "token-of-the-access-tests"

    var admin: APIClient { client(Self.adminToken) }
    func client(_ token: String) -> APIClient { APIClient(transport: transport, token: token) }

    /// A new account, and a client with a token of it.
    func account(
        _ name: String, _ roles: [Role], teams: [String] = [], may permissions: [Permission]? = nil
    ) async throws -> APIClient {
        _ = try await admin.createAccount(AccountRequest(name: name, roles: roles.map(\.rawValue), teams: teams))
        return try await token(of: name, may: permissions)
    }

    func token(of name: String, may permissions: [Permission]? = nil) async throws -> APIClient {
        client(
            try await admin.createToken(
                TokenRequest(name: "test", account: name, permissions: permissions?.map(\.rawValue))
            ).token)
    }

    func grant(
        _ account: String, _ classification: Classification, of dataset: String?, for purpose: String, days: Int = 1
    ) async throws -> GrantSummary {
        try await admin.grant(
            GrantRequest(
                account: account, dataset: dataset, classification: classification.rawValue, purpose: purpose, days: days))
    }

    /// One ticket.
    func send(_ data: String, _ key: String) async throws {
        let event = #"{"specversion":"1.0","id":"\#(data.hashValue)","source":"/t","type":"ticket","data":\#(data)}"#
        let answer = try await platform.services.receive(
            IntakeRequest(
                writeKey: key, contentType: "application/cloudevents+json", attributes: [:], isGzip: false, isDryRun: false,
                body: ByteBuffer(string: event)))
        guard answer.accepted == 1 else { throw BasinError(.system, "\(answer.refused)") }
    }

    /// Two tickets, a payout and three visits.
    func fill() async throws {
        let key = try await admin.createKey("app").key
        func event(_ id: Int, _ type: String, _ data: String) -> String {
            #"{"specversion":"1.0","id":"\#(id)","source":"/t","type":"\#(type)","data":\#(data)}"#
        }
        let ticket =
            #"{"country":"SE","user_id":"u1","email":"mia@example.com","nickname":"Mimi","illness":"asthma","born":"1990-05-06","address":{"city":"Lund","floor":3}}"#
        let events = [
            event(1, "ticket", ticket),
            event(2, "ticket", ticket.replacing("u1", with: "u2").replacing("SE", with: "DE")),
            event(3, "payout", #"{"amount":4711}"#), event(4, "visit", #"{"country":"SE","note":"seen"}"#),
            event(5, "visit", #"{"country":"DE","note":"hidden-1234"}"#), event(6, "visit", #"{"country":"DE","note":"hidden-5678"}"#),
            // Refused, and kept in quarantine.
            event(7, "payout", #"{"amount":"much"}"#),
        ]
        let answer = try await platform.services.receive(
            IntakeRequest(
                writeKey: key, contentType: "application/cloudevents-batch+json", attributes: [:], isGzip: false,
                isDryRun: false, body: ByteBuffer(string: "[" + events.joined(separator: ",") + "]")))
        guard answer.accepted == 6, answer.refused.count == 1 else {
            throw BasinError(.system, "\(answer.accepted) accepted; \(answer.refused)")
        }
    }
}

extension APIClient {
    /// The answer as CSV; of an error its code.
    func ask(
        _ sql: String, format: String = "csv", for purpose: String? = nil, _ arguments: [QueryArgument] = []
    ) async -> String {
        let text = Mutex("")
        do {
            try await query(QueryRequest(sql: sql, format: format, purpose: purpose, arguments: arguments)) { bytes in
                text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
            }
            return text.withLock { $0 }
        } catch let error as BasinError {
            return "\(error.code.rawValue): \(error.message)"
        } catch {
            return "\(error)"
        }
    }
}
