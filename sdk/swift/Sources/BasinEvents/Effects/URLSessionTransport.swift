import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// HTTP by the system's own means.
///
/// Redirects are not followed: the write key is for one server.
package final class URLSessionTransport: Transport {
    private let exchange: HTTPExchange
    private let session: URLSession

    package init() {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        exchange = HTTPExchange()
        session = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
    }

    package func send(_ request: DeliveryRequest, done: @escaping @Sendable (DeliveryAnswer?) -> Void) {
        var http = URLRequest(url: request.url)
        http.httpMethod = "POST"
        http.httpBody = Data(request.body)
        // In whole seconds, and after the time at which the request is cancelled anyway.
        http.timeoutInterval = Double(request.timeout.components.seconds + 5)
        for (name, value) in request.headers { http.setValue(value, forHTTPHeaderField: name) }
        let task = session.dataTask(with: http)
        exchange.begin(task.taskIdentifier, done: done)
        task.resume()
    }

    package func cancel() {
        session.getAllTasks { tasks in
            for task in tasks { task.cancel() }
        }
    }

    package func close() { session.invalidateAndCancel() }
}
