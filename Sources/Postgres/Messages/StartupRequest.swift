package import NIOCore

/// What the first message of a connection asks for.
package enum StartupRequest: Sendable, Equatable {
    case encryption
    /// Encryption by GSSAPI, which is not there.
    case gssEncryption
    case cancel(process: Int32, secret: [UInt8])
    /// `minor` of protocol 3; the parameters by name: `user`, `database` …
    case session(minor: UInt16, parameters: [String: String])

    /// - Throws: `PostgresError`, fatal.
    package init(_ body: ByteBuffer) throws {
        var reader = MessageReader(body)
        let code = try reader.integer(UInt32.self)
        switch code {
        case 80_877_103: self = .encryption
        case 80_877_104: self = .gssEncryption
        case 80_877_102:
            let process = try reader.integer(Int32.self)
            // Protocol 3.2: up to 256 bytes.
            guard (4...256).contains(reader.bytesLeft) else {
                throw PostgresError.protocolViolation("This is no request to cancel.")
            }
            self = .cancel(process: process, secret: try reader.bytes(reader.bytesLeft))
        case _ where code >> 16 == 3:
            var parameters: [String: String] = [:]
            while true {
                let name = try reader.text()
                if name.isEmpty { break }
                parameters[name] = try reader.text()
            }
            try reader.end()
            self = .session(minor: UInt16(truncatingIfNeeded: code), parameters: parameters)
        default:
            throw PostgresError.protocolViolation("Only version 3 of PostgreSQL's protocol is spoken here.")
        }
    }
}
