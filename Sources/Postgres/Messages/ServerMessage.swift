package import NIOCore

/// A message to a client, but for rows (`DataRows`).
package enum ServerMessage: Sendable, Equatable {
    case authenticationOK
    case askForPassword
    case parameter(name: String, value: String)
    case keyData(process: Int32, secret: [UInt8])
    /// The newest minor version that is spoken, and the options that are not known.
    case negotiateVersion(minor: UInt16, unknown: [String])
    case ready(TransactionStatus)
    case parseComplete
    case bindComplete
    case closeComplete
    case emptyQuery
    case noData
    case portalSuspended
    case commandComplete(String)
    case parameterDescription([UInt32])
    case rowDescription([ResultColumn], areBinary: [Bool])
    case error(PostgresError)
    /// A sentence that is no error; the tag of a command that changed nothing follows it.
    case notice(state: String, message: String)

    package func write(to buffer: inout ByteBuffer) {
        buffer.writeInteger(type)
        let start = buffer.writerIndex
        buffer.writeInteger(Int32(0))
        writeBody(&buffer)
        buffer.setInteger(Int32(buffer.writerIndex - start), at: start)
    }

    private var type: UInt8 {
        switch self {
        case .authenticationOK, .askForPassword: UInt8(ascii: "R")
        case .parameter: UInt8(ascii: "S")
        case .keyData: UInt8(ascii: "K")
        case .negotiateVersion: UInt8(ascii: "v")
        case .ready: UInt8(ascii: "Z")
        case .parseComplete: UInt8(ascii: "1")
        case .bindComplete: UInt8(ascii: "2")
        case .closeComplete: UInt8(ascii: "3")
        case .emptyQuery: UInt8(ascii: "I")
        case .noData: UInt8(ascii: "n")
        case .portalSuspended: UInt8(ascii: "s")
        case .commandComplete: UInt8(ascii: "C")
        case .parameterDescription: UInt8(ascii: "t")
        case .rowDescription: UInt8(ascii: "T")
        case .error: UInt8(ascii: "E")
        case .notice: UInt8(ascii: "N")
        }
    }

    private func writeBody(_ buffer: inout ByteBuffer) {
        switch self {
        case .authenticationOK: buffer.writeInteger(Int32(0))
        case .askForPassword: buffer.writeInteger(Int32(3))
        case .parameter(let name, let value):
            buffer.writeText(name)
            buffer.writeText(value)
        case .keyData(let process, let secret):
            buffer.writeInteger(process)
            buffer.writeBytes(secret)
        case .negotiateVersion(let minor, let unknown):
            // The whole version, as PostgreSQL itself sends it, whatever its manual says.
            buffer.writeInteger(UInt32(3 << 16) | UInt32(minor))
            buffer.writeInteger(Int32(unknown.count))
            for name in unknown { buffer.writeText(name) }
        case .ready(let status): buffer.writeInteger(status.rawValue)
        case .parseComplete, .bindComplete, .closeComplete, .emptyQuery, .noData, .portalSuspended: break
        case .commandComplete(let tag): buffer.writeText(tag)
        case .parameterDescription(let types):
            buffer.writeInteger(UInt16(types.count))
            for type in types { buffer.writeInteger(type) }
        case .rowDescription(let columns, let areBinary):
            buffer.writeInteger(UInt16(clamping: columns.count))
            for (index, column) in columns.enumerated() {
                buffer.writeText(column.name)
                // Of no table that the client could look up.
                buffer.writeInteger(Int32(0))
                buffer.writeInteger(Int16(0))
                buffer.writeInteger(column.type.oid)
                buffer.writeInteger(column.type.size)
                buffer.writeInteger(column.type.modifier)
                buffer.writeInteger(Int16(areBinary.indices.contains(index) && areBinary[index] ? 1 : 0))
            }
        case .error(let error): Self.write(error.severity.rawValue, error.state, error.message, to: &buffer)
        case .notice(let state, let message): Self.write("NOTICE", state, message, to: &buffer)
        }
    }

    private static func write(_ severity: String, _ state: String, _ message: String, to buffer: inout ByteBuffer) {
        for (field, text) in [("S", severity), ("V", severity), ("C", state), ("M", message)] {
            buffer.writeString(field)
            buffer.writeText(text)
        }
        buffer.writeInteger(UInt8(0))
    }
}

extension ByteBuffer {
    /// Text with a zero byte behind it; a zero byte inside would end it too early.
    fileprivate mutating func writeText(_ text: String) {
        writeBytes(text.utf8.lazy.filter { $0 != 0 })
        writeInteger(UInt8(0))
    }
}
