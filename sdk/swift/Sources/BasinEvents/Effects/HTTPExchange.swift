import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Gathers the answers of a session's requests.
final class HTTPExchange: NSObject, URLSessionDataDelegate {
    private struct Pending {
        var answer: DeliveryAnswer?
        var done: @Sendable (DeliveryAnswer?) -> Void
    }

    /// No answer of a Basin server is longer; a network's sign-in page may be.
    private static let longestBody = 4 << 20

    private let pending = Guarded<[Int: Pending]>([:])

    func begin(_ task: Int, done: @escaping @Sendable (DeliveryAnswer?) -> Void) {
        pending.withLock { $0[task] = Pending(done: done) }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        #if canImport(FoundationNetworking)
            // There, a handler that is called after its task ended (cancelled, or by its time) stops the process. It
            // need not be called at all.
            let ended = pending.withLock { $0.removeValue(forKey: task.taskIdentifier) }
            task.cancel()
            ended?.done(Self.head(response))
        #else
            completionHandler(nil)
        #endif
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        if let http = response as? HTTPURLResponse {
            let answer = Self.head(http)
            pending.withLock { $0[dataTask.taskIdentifier]?.answer = answer }
        }
        completionHandler(.allow)
    }

    /// Status and headers.
    private static func head(_ response: HTTPURLResponse) -> DeliveryAnswer {
        var headers: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            if let name = name as? String, let value = value as? String { headers[name.lowercased()] = value }
        }
        return DeliveryAnswer(status: response.statusCode, headers: headers)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = pending.withLock { pending in
            pending[dataTask.taskIdentifier]?.answer?.body.append(contentsOf: data)
            return (pending[dataTask.taskIdentifier]?.answer?.body.count ?? 0) > Self.longestBody
        }
        if isTooLong { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let ended = pending.withLock { $0.removeValue(forKey: task.taskIdentifier) }
        ended?.done(error == nil ? ended?.answer : nil)
    }
}
