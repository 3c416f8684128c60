import BasinEvents
import Foundation

/// A small HTTP server on a loopback port, as unreliable as a test wants it.
final class LoopbackServer: Sendable {
    struct Request: Sendable {
        var method: String
        var path: String
        /// Names in lower case.
        var headers: [String: String]
        var body: [UInt8]
    }

    enum Reply: Sendable {
        case answer(DeliveryAnswer)
        /// Ends the connection.
        case cut
        /// Keeps the connection, says nothing.
        case silence
    }

    let port: Int
    private let listener: Int32
    private let connections = Guarded<Set<Int32>>([])
    private let reply: @Sendable (Request) -> Reply

    init(_ reply: @escaping @Sendable (Request) -> Reply) throws {
        guard let (descriptor, port) = System.listen() else { throw CocoaError(.fileReadUnknown) }
        listener = descriptor
        self.port = port
        self.reply = reply
        Thread { [self] in accept() }.start()
    }

    func stop() {
        System.shut(listener)
        System.close(listener)
        connections.withLock { $0.forEach(System.shut) }
    }

    private func accept() {
        while let connection = System.accept(listener) {
            connections.withLock { _ = $0.insert(connection) }
            Thread { [self] in
                serve(connection)
                connections.withLock { _ = $0.remove(connection) }
                System.close(connection)
            }.start()
        }
    }

    private func serve(_ connection: Int32) {
        var received: [UInt8] = []
        while let request = read(connection, &received) {
            switch reply(request) {
            case .answer(let answer): System.write(connection, Self.bytes(answer))
            case .cut: return System.shut(connection)
            case .silence: while System.read(connection) != nil {}
            }
        }
    }

    /// The next whole request; nil when the client leaves before.
    private func read(_ connection: Int32, _ received: inout [UInt8]) -> Request? {
        while true {
            if let end = Self.headEnd(received), let (request, length) = Self.head(received[..<end]) {
                while received.count < end + length {
                    guard let more = System.read(connection) else { return nil }
                    received += more
                }
                var whole = request
                whole.body = Array(received[end..<end + length])
                received.removeFirst(end + length)
                return whole
            }
            guard let more = System.read(connection) else { return nil }
            received += more
        }
    }

    private static func headEnd(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return (4...bytes.count).first {
            bytes[$0 - 4] == 13 && bytes[$0 - 3] == 10 && bytes[$0 - 2] == 13 && bytes[$0 - 1] == 10
        }
    }

    private static func head(_ bytes: ArraySlice<UInt8>) -> (Request, length: Int)? {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
        guard let words = lines.first?.split(separator: " "), words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
                in: .whitespaces)
        }
        let request = Request(method: String(words[0]), path: String(words[1]), headers: headers, body: [])
        return (request, headers["content-length"].flatMap { Int($0) } ?? 0)
    }

    private static func bytes(_ answer: DeliveryAnswer) -> [UInt8] {
        var head = "HTTP/1.1 \(answer.status) Status\r\nContent-Length: \(answer.body.count)\r\n"
        for (name, value) in answer.headers { head += "\(name): \(value)\r\n" }
        return Array((head + "\r\n").utf8) + answer.body
    }
}
