import BasinCore
import Logging
import NIOCore

/// One client, from its first byte to its last.
struct Connection: Sendable {
    let channel: NIOAsyncChannel<Frame, ByteBuffer>
    let isEncrypted: Encrypted
    let services: PostgresServices
    let register: ConnectionRegister
    let limits: PostgresLimits
    /// Whether a client from elsewhere may speak in clear.
    let allowsClearText: Bool
    let logger: Logger

    /// Never throws: what goes wrong with one client ends its connection only.
    func serve() async {
        guard register.enter() else {
            // Streams that nobody took up would end the process when they are let go.
            try? await channel.executeThenClose { _, _ in }
            return
        }
        defer { register.leave() }
        let deadline = channel.channel.eventLoop.scheduleTask(in: TimeAmount(limits.startup)) { [channel] in
            channel.channel.close(promise: nil)
        }
        let running = RunningQueries()
        channel.channel.closeFuture.whenComplete { _ in running.leave() }
        do {
            try await channel.executeThenClose { inbound, outbound in
                var frames = inbound.makeAsyncIterator()
                do {
                    try await talk(&frames, outbound, running) { deadline.cancel() }
                    if Task.isCancelled { await say(.stopping) }
                } catch is CancellationError {
                    await say(.stopping)
                } catch let error as PostgresError {
                    await say(error)
                }
            }
        } catch {
            logger.debug("a PostgreSQL client's connection ended", metadata: ["error": "\(error)"])
        }
        deadline.cancel()
    }

    @concurrent private func talk(
        _ frames: inout NIOAsyncChannelInboundStream<Frame>.AsyncIterator,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        _ running: RunningQueries, began: () -> Void
    ) async throws {
        guard case .startup(let body)? = try await frames.next() else { return }
        switch try StartupRequest(body) {
        case .encryption, .gssEncryption: throw PostgresError.protocolViolation("Encryption was asked for twice.")
        case .cancel(let process, let secret): register.cancel(process: process, secret: secret)
        case .session(let minor, let parameters):
            let person = try await login(&frames, outbound, minor, parameters)
            // Before protocol 3.2 clients take four bytes and no more.
            let secret = try services.random(minor >= 2 ? 32 : 4)
            let process = try register.register(account: person.name, secret: secret, running)
            defer { register.remove(process) }
            began()
            try await greet(outbound, person, process, secret)
            var conversation = Conversation(
                Session(limits: limits), PostgresClient(person: person, process: process), services, running, outbound)
            while let frame = try await frames.next() {
                guard case .message(let type, let body) = frame else { return }
                if try await !conversation.answer(type, body, limits) { return }
            }
        }
    }

    @concurrent private func login(
        _ frames: inout NIOAsyncChannelInboundStream<Frame>.AsyncIterator,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        _ minor: UInt16, _ parameters: [String: String]
    ) async throws -> Principal {
        let address = channel.channel.remoteAddress
        guard isEncrypted.value || allowsClearText || address?.isLoopback == true else {
            throw PostgresError(
                "28000", "A token may not come in clear from another machine; connect with sslmode=require.",
                severity: .fatal)
        }
        guard let user = parameters["user"], !user.isEmpty, user.utf8.count <= 63 else {
            throw PostgresError("28000", "Say which account connects, as the user's name.", severity: .fatal)
        }
        let database = parameters["database"] ?? ""
        guard ["", "basin", user].contains(database) else {
            throw PostgresError(
                "3D000", "There is one database here, basin, and not \(database.prefix(63).debugDescription).",
                severity: .fatal)
        }
        guard parameters["replication"].map({ ["false", "off", "no", "0"].contains($0) }) ?? true else {
            throw PostgresError(
                "0A000", "There is nothing to replicate here; read events with `basin` or its API.", severity: .fatal)
        }
        var out = ByteBuffer()
        let unknown = parameters.keys.filter { $0.hasPrefix("_pq_.") }.sorted()
        if minor > Self.newestMinor || !unknown.isEmpty {
            ServerMessage.negotiateVersion(minor: min(minor, Self.newestMinor), unknown: unknown).write(to: &out)
        }
        ServerMessage.askForPassword.write(to: &out)
        try await outbound.write(out)
        guard case .message(let type, let body)? = try await frames.next() else { throw CancellationError() }
        guard case .password(let token) = try ClientMessage(type: type, body: body, limits: limits) else {
            throw PostgresError.protocolViolation("A password was asked for.")
        }
        do {
            return try await services.authenticate(token, user, address?.ipAddress ?? "")
        } catch let error as BasinError {
            throw PostgresError(
                error.code == .unauthorized ? "28P01" : PostgresError(error).state, error.message, severity: .fatal)
        }
    }

    private static let newestMinor: UInt16 = 2

    private func greet(
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, _ person: Principal, _ process: Int32, _ secret: [UInt8]
    ) async throws {
        var out = ByteBuffer()
        ServerMessage.authenticationOK.write(to: &out)
        for (name, value) in Settings.reported(services.version, user: person.name) {
            ServerMessage.parameter(name: name, value: value).write(to: &out)
        }
        ServerMessage.keyData(process: process, secret: secret).write(to: &out)
        ServerMessage.ready(.idle).write(to: &out)
        try await outbound.write(out)
    }

    /// The last words, also in a task that is cancelled already.
    private func say(_ error: PostgresError) async {
        var out = ByteBuffer()
        ServerMessage.error(PostgresError(error.state, error.message, severity: .fatal)).write(to: &out)
        // A client that takes nothing holds up nobody who stops.
        let patience = channel.channel.eventLoop.scheduleTask(in: .seconds(2)) { [channel] in
            channel.channel.close(promise: nil)
        }
        defer { patience.cancel() }
        try? await channel.channel.writeAndFlush(out).get()
    }
}
