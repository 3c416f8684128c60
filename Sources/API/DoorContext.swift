package import Hummingbird
package import Logging
import NIOCore

/// What a request carries with it through the router. It can be made without a socket, for requests from this
/// process.
package struct DoorContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The connection; nil for requests from this process.
    let channel: (any Channel)?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    package init(logger: Logger) {
        coreContext = .init(source: LoggerSource(logger: logger))
        channel = nil
    }

    private struct LoggerSource: RequestContextSource {
        var logger: Logger
    }
}
