package import BasinAPI
import BasinCore
package import BasinTracing
package import BasinWire
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The doors on a port, until somebody says stop.
package struct WebServer: Sendable {
    /// Runs beside the server once it listens, and is cancelled when it stops.
    package typealias Companion = @Sendable (_ port: Int) async throws -> Void

    private let services: Services
    private let host: String
    private let port: Int
    private let limits: DoorLimits
    private let certificate: ServerCertificate?
    private let tracing: TraceSettings?
    private let logger: Logger

    /// `port` 0 asks the system for a free one; companions are told which. With a `certificate` the port speaks TLS and
    /// nothing else. `tracing` says where the spans of the services' tracer go.
    package init(
        services: Services, host: String = "127.0.0.1", port: Int = 8080, limits: DoorLimits = DoorLimits(),
        certificate: ServerCertificate? = nil, tracing: TraceSettings? = nil, logger: Logger
    ) {
        self.services = services
        self.host = host
        self.port = port
        self.limits = limits
        self.certificate = certificate
        self.tracing = tracing
        self.logger = logger
    }

    /// Serves until SIGINT or SIGTERM; then takes no new connections, finishes the requests that are under way, and
    /// returns. A client that neither sends nor takes anything for 2 s is not waited for, and what is not finished 20 s
    /// later is cancelled. A companion that throws stops the server and is thrown;
    /// one that returns does not. Throws `.conflict` when the port is taken.
    package func run(_ companions: [Companion] = []) async throws {
        let (ports, listening) = AsyncStream<Int>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let connections = Descriptors.connections(of: Descriptors.raise())
        let application = Application(
            responder: BasinRouter.make(
                services: services, limits: limits, isEncrypted: certificate != nil, logger: logger),
            server: try protocols,
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), backlog: 1024,
                availableConnectionsDelegate: .maximum(connections, logger: logger)),
            onServerRunning: { channel in
                listening.yield(channel.localAddress?.port ?? port)
                listening.finish()
            }, logger: logger)
        let together = Companions(companions: companions + renewal, ports: ports)
        var configuration = ServiceGroupConfiguration(
            // The last one is told to stop first.
            services: exporters + [
                .init(service: application, successTerminationBehavior: .gracefullyShutdownGroup),
                .init(service: together, successTerminationBehavior: .ignore),
            ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(20)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as IOError {
            throw explained(error)
        }
    }

    private var protocols: HTTPServerBuilder {
        get throws {
            let plain = HTTPServerBuilder.http1(
                configuration: .init(additionalChannelHandlers: [ConnectionGuard()], idleTimeout: .seconds(60)))
            guard let certificate else { return plain }
            return try .tls(plain, tlsConfiguration: certificate.configuration(protocols: ["http/1.1"]))
        }
    }

    private var renewal: [Companion] {
        certificate.map { certificate in [{ [logger] _ in try await certificate.follow(logger: logger) }] } ?? []
    }

    private var exporters: [ServiceGroupConfiguration.ServiceConfiguration] {
        guard let tracing, let queue = services.tracer?.queue else { return [] }
        let exporter = TraceExporter(tracing, queue, instance: UUID().uuidString.lowercased(), logger: logger)
        return [.init(service: exporter, successTerminationBehavior: .ignore)]
    }

    private func explained(_ error: IOError) -> BasinError {
        BasinError(
            .conflict,
            "Cannot listen on \(host) port \(port) (system error \(error.errnoCode)); "
                + "stop what uses it, or choose another with --port.")
    }

    private struct Companions: Service {
        var companions: [Companion]
        var ports: AsyncStream<Int>

        func run() async throws {
            try await cancelWhenGracefulShutdown {
                guard let port = await ports.first(where: { _ in true }) else { return }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for companion in companions {
                        group.addTask {
                            do {
                                try await companion(port)
                            } catch is CancellationError {}
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
    }
}

extension WebServer {
    /// The doors without a port, for commands in the process that owns the data folder: a transport, and the token
    /// that only this transport takes.
    package static func inProcess(services: Services, logger: Logger) -> (transport: Transport, token: String) {
        let doors = InProcess(services: services, logger: logger)
        return (doors.transport, doors.token)
    }
}
