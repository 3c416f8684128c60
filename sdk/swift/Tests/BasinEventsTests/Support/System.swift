#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Sockets and signals, whose names differ between systems.
enum System {
    /// Of a socket that listens on a free loopback port.
    static func listen() -> (descriptor: Int32, port: Int)? {
        #if canImport(Darwin)
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, size) == 0 && getsockname(descriptor, pointer, &size) == 0
            }
        }
        guard descriptor >= 0, isBound, listenOn(descriptor) else { return nil }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    private static func listenOn(_ descriptor: Int32) -> Bool {
        #if canImport(Darwin)
            Darwin.listen(descriptor, 64) == 0
        #else
            Glibc.listen(descriptor, 64) == 0
        #endif
    }

    static func accept(_ descriptor: Int32) -> Int32? {
        #if canImport(Darwin)
            let connection = Darwin.accept(descriptor, nil, nil)
        #else
            let connection = Glibc.accept(descriptor, nil, nil)
        #endif
        return connection >= 0 ? connection : nil
    }

    /// nil at the end.
    static func read(_ descriptor: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(descriptor, &bytes, bytes.count, 0)
            if count > 0 { return Array(bytes[..<count]) }
            if count == 0 || errno != EINTR { return nil }
        }
    }

    static func write(_ descriptor: Int32, _ bytes: [UInt8]) {
        #if canImport(Darwin)
            let flags: Int32 = 0
        #else
            let flags = Int32(MSG_NOSIGNAL)
        #endif
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress! + sent, bytes.count - sent, flags) }
            if count <= 0 { return }
            sent += count
        }
    }

    /// Ends waiting reads of other threads, too.
    static func shut(_ descriptor: Int32) { shutdown(descriptor, Int32(SHUT_RDWR)) }

    static func close(_ descriptor: Int32) {
        #if canImport(Darwin)
            Darwin.close(descriptor)
        #else
            _ = Glibc.close(descriptor)
        #endif
    }

    static func kill(_ process: Int32) {
        #if canImport(Darwin)
            Darwin.kill(process, SIGKILL)
        #else
            _ = Glibc.kill(process, SIGKILL)
        #endif
    }
}
