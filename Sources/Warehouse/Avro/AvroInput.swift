import BasinCore

/// Reads Avro's binary encoding. Whatever the bytes are, it throws `.damaged` at worst.
struct AvroInput {
    private let bytes: [UInt8]
    private(set) var position: Int
    private let end: Int
    /// For messages: the file.
    private let path: String

    init(_ bytes: [UInt8], path: String) {
        self.bytes = bytes
        self.path = path
        position = 0
        end = bytes.count
    }

    private init(_ outer: AvroInput, count: Int) {
        bytes = outer.bytes
        path = outer.path
        position = outer.position
        end = outer.position + count
    }

    var remaining: Int { end - position }

    func damaged(_ what: String) -> BasinError {
        BasinError(.damaged, "\(path) is damaged at byte \(position): \(what). Restore it, or publish the table again.")
    }

    mutating func long() throws -> Int64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard position < end else { throw damaged("it ends inside a number") }
            let byte = bytes[position]
            // The tenth byte holds the one bit that is left.
            guard shift < 63 || byte <= 1 else { throw damaged("a number has more than 64 bits") }
            position += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    mutating func int() throws -> Int32 {
        guard let value = Int32(exactly: try long()) else { throw damaged("a number has more than 32 bits") }
        return value
    }

    /// A number from 0 to `limit`.
    mutating func count(upTo limit: Int64) throws -> Int64 {
        let value = try long()
        guard (0...limit).contains(value) else { throw damaged("a count is out of range") }
        return value
    }

    mutating func boolean() throws -> Bool {
        switch try raw(1).first {
        case 0: return false
        case 1: return true
        default: throw damaged("a truth value is neither 0 nor 1")
        }
    }

    mutating func byteArray() throws -> [UInt8] { try raw(Int(try count(upTo: Int64(remaining)))) }

    mutating func string() throws -> String {
        guard let text = String(validating: try byteArray(), as: UTF8.self) else {
            throw damaged("a text is not UTF-8")
        }
        return text
    }

    /// Exactly so many bytes.
    mutating func raw(_ count: Int) throws -> [UInt8] {
        guard count >= 0, count <= remaining else { throw damaged("it ends too early") }
        defer { position += count }
        return [UInt8](bytes[position..<(position + count)])
    }

    mutating func optional<Value>(_ read: (inout AvroInput) throws -> Value) throws -> Value? {
        switch try long() {
        case 0: return nil
        case 1: return try read(&self)
        default: throw damaged("a value is of no known kind")
        }
    }

    /// A part of the input as an input of its own; skips it here.
    mutating func part(_ count: Int) throws -> AvroInput {
        guard count >= 0, count <= remaining else { throw damaged("it ends too early") }
        let part = AvroInput(self, count: count)
        position += count
        return part
    }
}
