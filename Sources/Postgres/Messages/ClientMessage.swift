package import NIOCore

/// A message of a client that is known, or is just saying who it is.
package enum ClientMessage: Sendable, Equatable {
    package enum Target: Sendable, Equatable {
        case statement(String)
        case portal(String)
    }

    case password(String)
    case query(String)
    /// `types`: a type's number for each parameter that the client knows about; 0 for any.
    case parse(name: String, sql: String, types: [UInt32])
    case bind(Binding)
    case describe(Target)
    /// `limit` 0: all rows.
    case execute(portal: String, limit: Int)
    case close(Target)
    case flush
    case sync
    case terminate

    /// - Throws: `PostgresError`; one that is not fatal is about this message only.
    package init(type: UInt8, body: ByteBuffer, limits: PostgresLimits = PostgresLimits()) throws {
        var reader = MessageReader(body)
        switch Character(UnicodeScalar(type)) {
        case "p": self = .password(try reader.text())
        case "Q": self = .query(try reader.text())
        case "P":
            let (name, sql) = (try reader.text(), try reader.text())
            let count = try reader.count(bytesEach: 4)
            guard count <= limits.parameters else { throw Self.tooMany(count, limits) }
            self = .parse(name: name, sql: sql, types: try (0..<count).map { _ in try reader.integer() })
        case "B": self = .bind(try Binding(&reader, limits))
        case "D": self = .describe(try Self.target(&reader))
        case "E":
            let portal = try reader.text()
            self = .execute(portal: portal, limit: Int(max(0, try reader.integer(Int32.self))))
        case "C": self = .close(try Self.target(&reader))
        case "H": self = .flush
        case "S": self = .sync
        case "X": self = .terminate
        default: throw PostgresError.protocolViolation("A message of the type \(type) is not known here.")
        }
        try reader.end()
    }

    private static func target(_ reader: inout MessageReader) throws -> Target {
        let kind = try reader.byte()
        let name = try reader.text()
        switch kind {
        case UInt8(ascii: "S"): return .statement(name)
        case UInt8(ascii: "P"): return .portal(name)
        default: throw PostgresError.protocolViolation("What is named is neither a statement nor a portal.")
        }
    }

    static func tooMany(_ count: Int, _ limits: PostgresLimits) -> PostgresError {
        PostgresError("54000", "\(count) parameters are more than the \(limits.parameters) that a statement may have.")
    }
}
