#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An address that a name stands for: 4 bytes or 16.
package struct NetworkAddress: Sendable, Hashable {
    package let bytes: [UInt8]
    /// As it is written to connect to it.
    package let text: String

    /// Those of a name, best first, or the one that it is itself. Blocks as long as name servers take.
    package static func resolve(_ host: String) -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &found) == 0 else { return [] }
        defer { freeaddrinfo(found) }
        var addresses: [NetworkAddress] = []
        var next = found
        while let info = next {
            if let address = NetworkAddress(info.pointee) { addresses.append(address) }
            next = info.pointee.ai_next
        }
        return addresses
    }

    private init?(_ info: addrinfo) {
        guard let address = info.ai_addr else { return nil }
        switch info.ai_family {
        case AF_INET:
            bytes = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin_addr) { Array($0) }
            }
        case AF_INET6:
            bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin6_addr) { Array($0) }
            }
        default: return nil
        }
        var text = [CChar](repeating: 0, count: 64)
        guard bytes.withUnsafeBytes({ inet_ntop(info.ai_family, $0.baseAddress, &text, socklen_t(text.count)) }) != nil else {
            return nil
        }
        self.text = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    package var isLoopback: Bool { v4.map { $0[0] == 127 } ?? (bytes == [UInt8](repeating: 0, count: 15) + [1]) }

    /// Whether everybody on the internet means the same machine by it. Private networks, this machine, link-local ones
    /// (where clouds keep the credentials of machines), shared, reserved and multicast ones are not.
    package var isPublic: Bool {
        if let v4 { return Self.isPublic(v4[0], v4[1], v4[2]) }
        let isGlobal = bytes[0] & 0xE0 == 0x20
        let isDocumentation = bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
        let isTeredo = bytes.starts(with: [0x20, 0x01, 0, 0])
        return isGlobal && !isDocumentation && !isTeredo
    }

    private static func isPublic(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
        switch (a, b, c) {
        case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (172, 16...31, _), (192, 168, _), (100, 64...127, _): false
        case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 18...19, _), (198, 51, 100), (203, 0, 113), (224..., _, _): false
        default: true
        }
    }

    /// The four bytes, also of one that an IPv6 address only wraps: mapped, translated (NAT64) or tunnelled (6to4).
    private var v4: [UInt8]? {
        if bytes.count == 4 { return bytes }
        if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) { return Array(bytes[12...]) }
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) { return Array(bytes[12...]) }
        if bytes.starts(with: [0x20, 0x02]) { return Array(bytes[2..<6]) }
        return nil
    }
}
