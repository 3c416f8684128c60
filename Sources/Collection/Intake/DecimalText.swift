/// Decimal numbers in text: `-?digits(.digits)?`, and with an exponent where allowed.
enum DecimalText {
    /// The number times 10^scale, or nil when it is not a number, has more digits after the point than `scale`
    /// (zeros excepted), or more than `precision` digits in all.
    static func unscaled(
        _ text: UnsafeBufferPointer<UInt8>, precision: Int, scale: Int, allowsExponent: Bool = false
    ) -> Int128? {
        var position = 0
        let isNegative = text.first == UInt8(ascii: "-")
        if isNegative { position = 1 }
        let digitsStart = position
        while position < text.count, isDigit(text[position]) { position += 1 }
        let whole = digitsStart..<position
        guard !whole.isEmpty else { return nil }
        var fraction = position..<position
        if position < text.count, text[position] == UInt8(ascii: ".") {
            position += 1
            let start = position
            while position < text.count, isDigit(text[position]) { position += 1 }
            fraction = start..<position
            guard !fraction.isEmpty else { return nil }
        }
        var exponent = 0
        if allowsExponent, position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
            guard let value = Int(String(decoding: text[(position + 1)...], as: UTF8.self)) else { return nil }
            exponent = value
            position = text.count
        }
        guard position == text.count else { return nil }

        // Digit d at position p of whole ++ fraction is worth 10^(whole.count - 1 - p + exponent).
        var value: Int128 = 0
        var power = whole.count - 1 + exponent + scale
        // A value below this stays within the precision, and within Int128, when it gets one digit more.
        let limit = powerOfTen(precision - 1)
        for range in [whole, fraction] {
            for at in range {
                let digit = Int128(text[at] - 48)
                if power < 0 {
                    guard digit == 0 else { return nil }
                } else {
                    guard value < limit else { return nil }
                    value = value * 10 + digit
                }
                power -= 1
            }
        }
        if value != 0, power >= 0 {
            guard power < 38 else { return nil }
            for _ in 0...power {
                guard value < limit else { return nil }
                value *= 10
            }
        }
        return isNegative ? -value : value
    }

    /// Digits between the first and the last that are not zero.
    static func significantDigits(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        var zeros = 0
        for byte in text {
            if byte | 0x20 == UInt8(ascii: "e") { break }
            guard isDigit(byte) else { continue }
            if byte == 48 {
                if count > 0 { zeros += 1 }
            } else {
                count += zeros + 1
                zeros = 0
            }
        }
        return count
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func powerOfTen(_ exponent: Int) -> Int128 {
        var value: Int128 = 1
        for _ in 0..<exponent { value *= 10 }
        return value
    }
}
