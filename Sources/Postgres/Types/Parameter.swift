/// A value for `$1`, `$2` … of a statement, as text with the type that DuckDB should read it as.
package struct Parameter: Sendable, Equatable {
    /// Nil is null.
    package var text: String?
    /// DuckDB's name; nil to infer it from where the parameter stands.
    package var type: String?

    package init(text: String?, type: String? = nil) {
        self.text = text
        self.type = type
    }

    /// - Parameters:
    ///   - bytes: as the client sent them; nil is null.
    ///   - oid: the number of the type that the client gave; 0 for any.
    /// - Throws: `PostgresError` for bytes that are no value of the type.
    package init(_ bytes: [UInt8]?, isBinary: Bool, oid: UInt32, position: Int) throws {
        type = PostgresType.duckDBName(ofParameter: oid)
        guard let bytes else {
            text = nil
            return
        }
        guard let text = isBinary ? Self.binary(bytes, oid) : Self.text(bytes, oid) else {
            throw PostgresError(
                "22P03",
                "The value of $\(position) is no value of the type \(oid) in \(isBinary ? "binary" : "text") form; send it as text."
            )
        }
        self.text = text
    }

    private static func text(_ bytes: [UInt8], _ oid: UInt32) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else { return nil }
        switch oid {
        case 16: return ["t": "true", "f": "false", "1": "true", "0": "false"][text] ?? text
        case 17:
            guard text.hasPrefix("\\x") else { return nil }
            return BinaryFormat.hexadecimal(text.dropFirst(2)).map(blob)
        default: return text
        }
    }

    private static func binary(_ bytes: [UInt8], _ oid: UInt32) -> String? {
        switch oid {
        case 0, 18, 19, 25, 114, 705, 1042, 1043: return text(bytes, 25)
        case 16: return bytes.count == 1 ? (bytes[0] == 0 ? "false" : "true") : nil
        case 17: return blob(bytes)
        case 20: return integer(bytes, Int64.self).map(String.init)
        case 21: return integer(bytes, Int16.self).map(String.init)
        case 23: return integer(bytes, Int32.self).map(String.init)
        case 26: return integer(bytes, UInt32.self).map(String.init)
        case 700: return integer(bytes, UInt32.self).map { "\(Float(bitPattern: $0))" }
        case 701: return integer(bytes, UInt64.self).map { "\(Double(bitPattern: $0))" }
        case 1082: return integer(bytes, Int32.self).map { BinaryTime.dateText($0) }
        case 1083:
            return integer(bytes, Int64.self).flatMap {
                (0...86_400_000_000).contains($0) ? BinaryTime.timeText($0) : nil
            }
        case 1114: return integer(bytes, Int64.self).flatMap { BinaryTime.timestampText($0) }
        case 1184: return integer(bytes, Int64.self).flatMap { BinaryTime.timestampText($0, zone: "+00") }
        case 1700: return BinaryNumeric.decode(bytes)
        case 2950: return bytes.count == 16 ? uuid(bytes) : nil
        default: return nil
        }
    }

    private static func integer<Value: FixedWidthInteger>(_ bytes: [UInt8], _ type: Value.Type) -> Value? {
        guard bytes.count == MemoryLayout<Value>.size else { return nil }
        return bytes.reduce(Value(0)) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Base64: as arguments hold bytes.
    private static func blob(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let three = bytes[start..<min(start + 3, bytes.count)]
            let bits = three.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - three.count))
            for place in 0..<4 {
                text.append(
                    place <= three.count ? letters[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func uuid(_ bytes: [UInt8]) -> String {
        [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { hexadecimal(bytes[$0]) }.joined(separator: "-")
    }
}
