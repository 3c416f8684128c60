import AsyncHTTPClient
import NIOCore

extension HTTPClient.Configuration {
    /// For whatever this server asks of others or tells them.
    static var outgoing: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = .seconds(5)
        // What is tried again, and when, is decided by who asks.
        configuration.connectionPool.retryConnectionEstablishment = false
        // A redirect might take a secret with it, or lead inside.
        configuration.redirectConfiguration = .disallow
        return configuration
    }
}
