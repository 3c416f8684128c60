package import Foundation

/// One `POST /events`.
package struct DeliveryRequest: Sendable {
    package var url: URL
    package var headers: [String: String]
    package var body: [UInt8]
    package var timeout: Duration

    package init(url: URL, headers: [String: String], body: [UInt8], timeout: Duration) {
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }

    package init(server: URL, writeKey: String, batch: Batch, sent: WallTime, timeout: Duration) throws {
        self.init(
            url: server.appendingPathComponent("events"),
            headers: [
                "Authorization": "Bearer " + writeKey,
                "Content-Type": "application/cloudevents-batch+json",
                "Content-Encoding": "gzip",
                "Accept": "application/json",
                "User-Agent": "basin-events-swift",
            ],
            body: try Gzip.compress(BatchBody.json(batch, sent: sent)), timeout: timeout)
    }
}
