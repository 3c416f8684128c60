package import Hummingbird
package import Logging
package import NIOCore

/// What a request carries with it through the router. It can be made without a socket, for requests from this
/// process.
package struct DoorContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The connection; nil for requests from this process.
    let channel: (any Channel)?
    /// Whether nobody on the way can read what is said: the port itself speaks TLS.
    var isEncrypted = false
    private let givenAddress: SocketAddress?

    /// Where the connection comes from, which may be a proxy; nil for requests from this process.
    var remoteAddress: SocketAddress? { givenAddress ?? channel?.remoteAddress }

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        givenAddress = nil
    }

    /// - Parameter address: where it says that it comes from.
    package init(logger: Logger, address: SocketAddress? = nil) {
        coreContext = .init(source: LoggerSource(logger: logger))
        channel = nil
        givenAddress = address
    }

    private struct LoggerSource: RequestContextSource {
        var logger: Logger
    }
}
