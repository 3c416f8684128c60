import BasinCore

/// Names of fields for properties that are called in other ways.
enum FieldNaming {
    /// `userId`, `user-id`, `UserID` and `_user_id` are `user_id`; `1h` is `n1h`. Empty where nothing is left.
    static func snakeCase(_ name: String) -> String {
        var result: [UInt8] = []
        let bytes = Array(name.utf8)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 65...90:
                let before = index > 0 ? bytes[index - 1] : 95
                let after = index + 1 < bytes.count ? bytes[index + 1] : 95
                let startsWord = isLower(before) || isDigit(before) || (isUpper(before) && isLower(after))
                if startsWord, result.last != 95, !result.isEmpty { result.append(95) }
                result.append(byte | 0x20)
            case 97...122, 48...57: result.append(byte)
            default: if !result.isEmpty, result.last != 95 { result.append(95) }
            }
        }
        while result.last == 95 { result.removeLast() }
        if let first = result.first, isDigit(first) { result.insert(UInt8(ascii: "n"), at: 0) }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
    private static func isLower(_ byte: UInt8) -> Bool { (97...122).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
