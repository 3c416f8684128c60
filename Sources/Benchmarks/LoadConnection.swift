import BasinCore
import Foundation

/// One blocking HTTP/1.1 connection to loopback that stays open; as little work as possible a request.
final class LoadConnection {
    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw BasinError(.unavailable, "The benchmark's server does not take connections.") }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(4))
    }

    deinit { close(descriptor) }

    /// Sends a request and reads its answer, which must have a length.
    /// - Returns: the status.
    @discardableResult
    func exchange(_ request: [UInt8], mustBe wanted: Int? = 200) throws -> Int {
        try write(request)
        return try answer(mustBe: wanted)
    }

    /// The same for an answer that ends with the connection.
    /// - Returns: the answer, its head included.
    @discardableResult
    func exchangeToEnd(_ request: [UInt8]) throws -> String {
        try write(request)
        var isFirst = true
        var answer: [UInt8] = []
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0, !isFirst { return String(decoding: answer, as: UTF8.self) }
            answer += buffer[..<max(0, count)]
            if isFirst, count < 12 || !String(decoding: buffer[..<12], as: UTF8.self).hasSuffix("200") {
                throw BasinError(.unavailable, "The benchmark's server refused a query.")
            }
            isFirst = false
        }
    }

    private func answer(mustBe wanted: Int?) throws -> Int {
        var received = 0
        while true {
            let count = recv(descriptor, &buffer[received], buffer.count - received, 0)
            guard count > 0 else { throw BasinError(.unavailable, "The benchmark's server closed a connection.") }
            received += count
            let text = String(decoding: buffer[..<received], as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let status = Int(text.dropFirst(9).prefix(3)) ?? 0
            guard wanted == nil || status == wanted else {
                throw BasinError(.unavailable, "The benchmark's server answered \(text.prefix(200)).")
            }
            let head = text[..<end.lowerBound].lowercased()
            let length = head.range(of: "content-length: ").flatMap { Int(head[$0.upperBound...].prefix { $0.isNumber }) } ?? 0
            if text[end.upperBound...].utf8.count >= length { return status }
        }
    }

    private func write(_ request: [UInt8]) throws {
        try request.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = send(descriptor, bytes.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
                guard count > 0 else { throw BasinError(.unavailable, "The benchmark's server closed a connection.") }
                sent += count
            }
        }
    }
}
