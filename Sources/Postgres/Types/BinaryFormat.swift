import BasinCore

/// PostgreSQL's binary forms of values, made of their text: what the `send` function of each type writes.
enum BinaryFormat {
    /// Nil for a type whose binary form is its text.
    /// - Throws: for a type that has no binary form here.
    static func encode(_ text: some Collection<UInt8>, _ type: PostgresType) throws -> [UInt8]? {
        var withoutSize = type
        withoutSize.modifier = -1
        let string = String(decoding: text, as: UTF8.self)
        let bytes: [UInt8]? =
            switch withoutSize {
            case .text, .json: [UInt8](text)
            case .bool: string == "t" ? [1] : string == "f" ? [0] : nil
            case .int2: Int16(string).map(bigEndian)
            case .int4: Int32(string).map(bigEndian)
            case .int8: Int64(string).map(bigEndian)
            case .float4: float(string).map { bigEndian(Float($0).bitPattern) }
            case .float8: float(string).map { bigEndian($0.bitPattern) }
            case .bytea: hexadecimal(string.dropFirst(2))
            case .uuid: hexadecimal(string.filter { $0 != "-" })
            case .date: BinaryTime.date(string).map(bigEndian)
            case .time: BinaryTime.time(string[...]).map(bigEndian)
            case .timestamp, .timestampTZ: BinaryTime.timestamp(string).map(bigEndian)
            case .interval: BinaryTime.interval(string)
            case .numeric: BinaryNumeric.encode(string)
            default: nil
            }
        guard let bytes else {
            throw PostgresError.unsupported(
                "A value of the type \(type.oid) is not given in binary form; ask for text, or cast it to text.")
        }
        return bytes
    }

    static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { [UInt8]($0) }
    }

    private static func float(_ text: String) -> Double? {
        switch text {
        case "NaN": .nan
        case "Infinity": .infinity
        case "-Infinity": -.infinity
        default: Double(text)
        }
    }

    static func hexadecimal(_ text: some StringProtocol) -> [UInt8]? {
        let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count.isMultiple(of: 2), !digits.contains(nil) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8((digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0)) }
    }
}
