extension UInt64 {
    /// Sixteen lower-case digits.
    var hexadecimal: String {
        String(unsafeUninitializedCapacity: 16) { buffer in
            for place in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: self >> UInt64(60 - place * 4)) & 0xF
                buffer[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 16
        }
    }

    /// Nil unless all of it is lower-case digits, at most sixteen.
    init?(hexadecimal digits: some Collection<UInt8>) {
        guard !digits.isEmpty, digits.count <= 16 else { return nil }
        self = 0
        for byte in digits {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): self = self << 4 | UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): self = self << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
    }
}
