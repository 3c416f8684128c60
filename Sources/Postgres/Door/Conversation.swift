import BasinCore
import NIOCore

/// Carries out what the session of one client says.
struct Conversation {
    private var session: Session
    private let client: PostgresClient
    private let services: PostgresServices
    private let running: RunningQueries
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var open: [String: OpenRows] = [:]
    /// Portals that gave all their rows.
    private var ended: Set<String> = []
    private var out = ByteBuffer()
    private static let flushBytes = 65_536

    init(
        _ session: Session, _ client: PostgresClient, _ services: PostgresServices, _ running: RunningQueries,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.session = session
        self.client = client
        self.services = services
        self.running = running
        self.outbound = outbound
    }

    /// Answers one message. False: the connection ends.
    mutating func answer(_ type: UInt8, _ body: ByteBuffer, _ limits: PostgresLimits) async throws -> Bool {
        running.setBusy(true)
        defer { running.setBusy(false) }
        var failure: PostgresError?
        var actions: [SessionAction] = []
        do {
            actions = try session.apply(try ClientMessage(type: type, body: body, limits: limits))
        } catch {
            failure = try Self.explained(error)
        }
        while true {
            if let error = failure {
                failure = nil
                actions = session.failed(error)
            }
            do {
                for action in actions where try await !perform(action) { return false }
                actions = try session.proceed()
                if actions.isEmpty { return true }
            } catch {
                failure = try Self.explained(error)
            }
        }
    }

    /// What the client hears of an error; errors of the connection itself are thrown on.
    private static func explained(_ error: any Error) throws -> PostgresError {
        switch error {
        case let error as PostgresError: return error
        case let error as BasinError: return PostgresError(error)
        default: throw error
        }
    }

    private mutating func perform(_ action: SessionAction) async throws -> Bool {
        switch action {
        case .send(let message):
            message.write(to: &out)
            try await flush(from: Self.flushBytes)
        case .flush: try await flush(from: 1)
        case .describe(let name, let prepared): try await describe(name, prepared)
        case .open(let name, let portal): try await begin(name, portal)
        case .describeRows(let name, let portal):
            guard let columns = open[name]?.rows.columns else { throw Session.noPortal(name) }
            ServerMessage.rowDescription(columns, areBinary: portal.areBinary(columns)).write(to: &out)
        case .fetch(let name, let portal, let limit): try await fetch(name, portal, limit)
        case .close(let name?): close(name)
        case .close(nil): closeAll()
        case .end:
            try await flush(from: 1)
            return false
        }
        return true
    }

    private mutating func describe(_ name: String, _ prepared: PreparedStatement) async throws {
        let shape: StatementShape
        if case .show(let name) = prepared.statement.kind {
            shape = StatementShape(parameters: [], columns: [ResultColumn(name: name, type: .text)])
        } else {
            shape = try await services.describe(prepared, client)
        }
        let types = prepared.types.enumerated().map { index, given in
            given != 0
                ? given : shape.parameters.indices.contains(index) ? shape.parameters[index].oid : PostgresType.text.oid
        }
        session.described(name, types: types)
        ServerMessage.parameterDescription(types).write(to: &out)
        ServerMessage.rowDescription(shape.columns, areBinary: []).write(to: &out)
    }

    private mutating func begin(_ name: String, _ portal: Portal) async throws {
        guard open[name] == nil else { return }
        // Rows that wait hold one of the few places that queries have.
        guard open.isEmpty else {
            throw PostgresError(
                "53000",
                "The rows of another portal of this connection are not read to their end; read or close it first.")
        }
        if ended.contains(name) {
            open[name] = OpenRows(PostgresRows(columns: [], rows: []), number: 0)
            return
        }
        if case .show(let setting) = portal.statement.kind {
            let value = try Settings.value(of: setting, services.version)
            open[name] = OpenRows(
                PostgresRows(columns: [ResultColumn(name: setting, type: .text)], rows: [[value]]), number: 0)
            return
        }
        let (number, departure) = running.begin()
        do {
            open[name] = OpenRows(
                try await services.run(portal.statement, portal.parameters, client, departure), number: number)
        } catch {
            running.end(number)
            throw error
        }
    }

    private mutating func fetch(_ name: String, _ portal: Portal, _ limit: Int) async throws {
        guard var rows = open[name] else { throw Session.noPortal(name) }
        let columns = rows.rows.columns
        let areBinary = portal.areBinary(columns)
        var count = 0
        while limit == 0 || count < limit, let next = try await rows.next(most: limit == 0 ? .max : limit - count) {
            count += next.count
            out.writeImmutableBuffer(try DataRows.binary(next.rows, columns, areBinary))
            try await flush(from: Self.flushBytes)
        }
        let isSuspended = limit > 0 && count == limit
        open[name] = rows
        if isSuspended {
            ServerMessage.portalSuspended.write(to: &out)
        } else {
            let verb = if case .show = portal.statement.kind { "SHOW" } else { "SELECT \(count)" }
            ServerMessage.commandComplete(verb).write(to: &out)
            finish(name)
        }
    }

    /// Its rows are over: their query has a place no longer, and another Execute gives none.
    private mutating func finish(_ name: String) {
        guard let rows = open.removeValue(forKey: name) else { return }
        running.end(rows.number)
        ended.insert(name)
    }

    private mutating func close(_ name: String) {
        ended.remove(name)
        if let rows = open.removeValue(forKey: name) { running.end(rows.number) }
    }

    private mutating func closeAll() {
        for name in Array(open.keys) { close(name) }
        ended = []
    }

    private mutating func flush(from most: Int) async throws {
        guard out.readableBytes >= most else { return }
        let bytes = out
        out = ByteBuffer()
        try await outbound.write(bytes)
    }
}
