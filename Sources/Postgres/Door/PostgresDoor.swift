import BasinCore
package import Logging
import NIOCore
import NIOPosix
package import NIOSSL

/// PostgreSQL's protocol on a port of its own.
package struct PostgresDoor: Sendable {
    private let services: PostgresServices
    private let address: PostgresAddress
    private let limits: PostgresLimits
    private let logger: Logger
    private let register: ConnectionRegister
    private let place: SocketAddress
    private let tls: NIOSSLContext?

    /// - Parameter tls: what clients that ask for it are answered with.
    /// - Throws: `.invalid` for an address that would let tokens out in clear.
    package init(
        services: PostgresServices, address: PostgresAddress, tls: NIOSSLContext?, limits: PostgresLimits = PostgresLimits(),
        logger: Logger
    ) throws {
        self.services = services
        self.address = address
        self.limits = limits
        self.logger = logger
        register = ConnectionRegister(limits: limits)
        self.tls = tls
        do { place = try SocketAddress.makeAddressResolvingHost(address.host, port: address.port) } catch {
            throw BasinError(.invalid, "The address \(address.host.prefix(255)) is not known; use one of this machine.")
        }
        guard tls != nil || place.isLoopback || address.allowsClearText else {
            throw BasinError(
                .invalid,
                "On \(address.host) the PostgreSQL port would take tokens in clear from other machines: give it a certificate "
                    + "with --tls-certificate and --tls-key, or one of its own with --postgres-tls-certificate and "
                    + "--postgres-tls-key, or say --postgres-clear-text.")
        }
    }

    /// Serves until its task is cancelled; then takes no new connections, ends what is under way, tells each client
    /// that it is stopping (57P01), and returns.
    /// - Parameter listening: is told the port.
    /// - Throws: `.conflict` when the port is taken.
    package func run(listening: @Sendable (_ port: Int) -> Void = { _ in }) async throws {
        let clients = ServedClients()
        let server = try await bound(clients)
        listening(server.localAddress?.port ?? address.port)
        await withTaskCancellationHandler {
            do { try await server.closeFuture.get() } catch {
                logger.warning("no PostgreSQL clients are taken any more", metadata: ["error": "\(error)"])
            }
        } onCancel: {
            server.close(promise: nil)
        }
        // The port is closed first, so that nobody comes who is not told.
        await clients.stop()
    }

    private func bound(_ clients: ServedClients) async throws -> any Channel {
        do {
            return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1).serverChannelOption(.backlog, value: 256)
                .childChannelOption(.socketOption(.so_keepalive), value: 1).childChannelOption(
                    .tcpOption(.tcp_nodelay), value: 1
                )
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture { clients.serve(try connection(on: channel)) }
                }
                .bind(to: place).get()
        } catch let error as IOError {
            throw BasinError(
                .conflict,
                "Cannot listen on \(address.host) port \(address.port) for PostgreSQL clients (system error \(error.errnoCode)); "
                    + "stop what uses it, or choose another with --postgres-port.")
        }
    }

    /// Called on the channel's event loop.
    private func connection(on channel: any Channel) throws -> Connection {
        let isEncrypted = Encrypted()
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(IdleStateHandler(allTimeout: TimeAmount(limits.idle)))
        try pipeline.addHandler(StallHandler(patience: TimeAmount(limits.stall)))
        try pipeline.addHandler(EncryptionHandler(tls: tls, isEncrypted))
        try pipeline.addHandler(ByteToMessageHandler(FrameDecoder(limits: limits)))
        return Connection(
            channel: try NIOAsyncChannel(wrappingChannelSynchronously: channel), isEncrypted: isEncrypted,
            services: services,
            register: register, limits: limits, allowsClearText: address.allowsClearText, logger: logger)
    }
}
