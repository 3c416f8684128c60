import BasinCore
import Foundation
import Synchronization

/// Connections that watch events as they come and read all that they are sent, on one thread.
final class LiveReaders: Sendable {
    private let descriptors: [Int32]
    private let isStopping = Atomic<Bool>(false)
    private let bytes = Atomic<Int>(0)
    private let ended = DispatchSemaphore(value: 0)

    /// Every fourth has a condition, one of five.
    init(count: Int, port: UInt16) throws {
        descriptors = try (0..<count).map { number in
            let condition = number % 4 == 0 ? "?type=played_0&where=length_s%20%3E%20\(number / 4 % 5 * 50)" : ""
            return try Self.open(port, "/api/v1/events/live" + condition)
        }
        Thread.detachNewThread { [self] in read() }
    }

    /// - Returns: how many bytes they were sent.
    func stop() -> Int {
        isStopping.store(true, ordering: .relaxed)
        ended.wait()
        for descriptor in descriptors { close(descriptor) }
        return bytes.load(ordering: .relaxed)
    }

    private static func open(_ port: UInt16, _ path: String) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let request = Array(
            "GET \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer benchmark-admin-token\r\n\r\n".utf8)
        var head = [UInt8](repeating: 0, count: 4096)
        guard code == 0, send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count,
            case let count = recv(descriptor, &head, head.count, 0), count > 12,
            String(decoding: head[..<12], as: UTF8.self).hasSuffix("200")
        else { throw BasinError(.unavailable, "The benchmark's server takes no reader.") }
        return descriptor
    }

    private func read() {
        var polls = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while !isStopping.load(ordering: .relaxed) {
            guard poll(&polls, nfds_t(polls.count), 100) > 0 else { continue }
            for index in polls.indices where polls[index].revents != 0 {
                let count = recv(polls[index].fd, &buffer, buffer.count, 0)
                if count > 0 { bytes.add(count, ordering: .relaxed) } else { polls[index].fd = -1 }
            }
        }
        ended.signal()
    }
}
