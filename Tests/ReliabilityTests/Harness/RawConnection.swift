import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A connection whose bytes the test decides itself.
final class RawConnection {
    private var descriptor: Int32
    /// What came and was not asked for yet.
    private var waiting: [UInt8] = []
    /// The server ended its side, or cut the connection.
    private(set) var hasEnded = false

    /// `receiveBuffer`: how much the kernel takes for a client that does not read.
    init(port: Int, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw DrillFailure("no socket") }
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        // A server that reads no more must not hang the test.
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw DrillFailure("no connection: \(String(cString: strerror(errno)))") }
    }

    /// Takes over a connection that was accepted.
    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close() }

    func send(_ text: String) { _ = send(Array(text.utf8)) }

    /// How many bytes went out; fewer than given when the server reads no more, or cut the connection.
    @discardableResult
    func send(_ bytes: [UInt8], waits: Bool = true) -> Int {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                let flags = waits ? 0 : Int32(MSG_DONTWAIT)
                #if canImport(Glibc)
                    return Glibc.send(
                        descriptor, bytes.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL) | flags)
                #else
                    return Darwin.send(descriptor, bytes.baseAddress! + sent, bytes.count - sent, flags)
                #endif
            }
            guard count > 0 else { break }
            sent += count
        }
        return sent
    }

    /// What comes next, at most so many bytes; empty at the end.
    func read(_ count: Int) -> [UInt8] {
        if !waiting.isEmpty {
            defer { waiting.removeFirst(min(count, waiting.count)) }
            return Array(waiting.prefix(count))
        }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        if got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR) { hasEnded = true }
        return Array(bytes.prefix(max(0, got)))
    }

    /// Whether something came, or the end, within the time.
    func hasNews(within seconds: Double) -> Bool {
        if !waiting.isEmpty { return true }
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, Int32(seconds * 1000)) > 0
    }

    /// The next answer on this connection, whole; nil when none comes in time, or the server ended it before.
    func answer(seconds: Double = 30) throws -> HTTPAnswer? {
        try message(seconds: seconds).map { try HTTPExchange.parse($0) }
    }

    /// The bytes of the next answer or request, whole; nil when none comes in time, or the other side ended it before.
    func message(seconds: Double) throws -> [UInt8]? {
        let end = ContinuousClock.now + .seconds(seconds)
        while true {
            if let count = Self.messageLength(waiting) {
                defer { waiting.removeFirst(count) }
                return Array(waiting.prefix(count))
            }
            let left = (end - .now) / .seconds(1)
            guard left > 0, try take(left) else { return nil }
        }
    }

    /// Waits until the server ends the connection; what it said before is kept for `answer`.
    func waitForEnd(seconds: Double) throws -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        while !hasEnded {
            let left = (end - .now) / .seconds(1)
            guard left > 0, try take(left) else { break }
        }
        return hasEnded
    }

    private func take(_ seconds: Double) throws -> Bool {
        guard !hasEnded else { return false }
        let known = waiting
        waiting = []
        defer { waiting = known + waiting }
        guard hasNews(within: seconds) else { return false }
        waiting = read(65536)
        return !waiting.isEmpty
    }

    /// The length of the whole message at the beginning, by Content-Length or chunks.
    private static func messageLength(_ bytes: [UInt8]) -> Int? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound else { return nil }
        let head = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
        if head.contains("\r\ntransfer-encoding: chunked") {
            return bytes[end...].firstRange(of: Array("0\r\n\r\n".utf8))?.upperBound
        }
        guard let at = head.range(of: "\r\ncontent-length:") else { return end }
        let digits = head[at.upperBound...].drop { $0 == " " }.prefix { $0.isNumber }
        let whole = end + (Int(digits) ?? 0)
        return bytes.count >= whole ? whole : nil
    }

    /// Says that nothing more will be sent, and goes on reading.
    func endWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Ends the connection with a reset, as a phone that loses its network does for its server.
    func reset() {
        resetsOnClose()
        close()
    }

    /// `close` will be a reset.
    func resetsOnClose() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    }

    func close() {
        guard descriptor >= 0 else { return }
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
        descriptor = -1
    }
}
