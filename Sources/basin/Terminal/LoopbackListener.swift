import BasinCore
import BasinWire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A port of 127.0.0.1 that waits for a browser to bring a code. It tells whoever asks nothing.
struct LoopbackListener: Sendable {
    private let descriptor: Int32
    let port: Int

    /// - Throws: `.system`.
    init() throws {
        #if canImport(Glibc)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        let descriptor = socket(AF_INET, stream, 0)
        guard descriptor >= 0 else { throw Self.failure }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isListening else {
            _ = systemClose(descriptor)
            throw Self.failure
        }
        self.descriptor = descriptor
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    func close() { _ = systemClose(descriptor) }

    private static let failure = BasinError(.system, "No port of 127.0.0.1 can be listened on; sign in with a password or a token.")

    /// The code that comes with this state; whatever comes with another, or none, is answered and forgotten. Blocks.
    /// - Throws: `.unavailable` when nobody came.
    func code(for state: String, seconds: Int) throws -> String {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        while clock.now < end {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 1000) > 0 else { continue }
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else { continue }
            defer { _ = systemClose(connection) }
            let query = Self.query(of: Self.request(connection))
            guard let code = query["code"], query["state"] == state, (1...200).contains(code.utf8.count) else {
                Self.answer(connection, "404 Not Found", "Nothing is here.")
                continue
            }
            Self.answer(connection, "200 OK", "You are signed in; go back to the terminal.")
            return code
        }
        throw BasinError(.unavailable, "Nobody signed in for \(seconds / 60) minutes; try again.")
    }

    /// The first line; empty for one that is too long or too slow.
    private static func request(_ connection: Int32) -> String {
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 4096)
        while bytes.count < 8192, !bytes.contains(10) {
            var waiting = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 2000) > 0 else { return "" }
            let count = recv(connection, &room, room.count, 0)
            guard count > 0 else { return "" }
            bytes += room[..<count]
        }
        return String(decoding: bytes.prefix { $0 != 13 && $0 != 10 }, as: UTF8.self)
    }

    private static func query(of line: String) -> [String: String] {
        let parts = line.split(separator: " ")
        guard parts.count == 3, parts[0] == "GET", parts[1].hasPrefix("/?") else { return [:] }
        var query: [String: String] = [:]
        for item in parts[1].dropFirst(2).split(separator: "&") {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2, let value = PercentCoding.decode(pair[1]) { query[String(pair[0])] = value }
        }
        return query
    }

    private static func answer(_ connection: Int32, _ status: String, _ text: String) {
        let head = "HTTP/1.1 \(status)\r\nContent-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
        let bytes = Array((head + "Content-Length: \(text.utf8.count)\r\nConnection: close\r\n\r\n" + text).utf8)
        #if canImport(Darwin)
            _ = send(connection, bytes, bytes.count, 0)
        #else
            _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        #endif
    }
}

private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
