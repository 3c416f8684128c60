/// What a subject's id is stored as: 128 random bits, the same in every dataset.
package struct Pseudonym: Sendable, Hashable, CustomStringConvertible {
    /// How many bytes `write(to:)` writes.
    package static let textByteCount = 26
    private static let alphabet = [UInt8]("abcdefghijklmnopqrstuvwxyz234567".utf8)

    package let bits: UInt128

    package init(bits: UInt128) { self.bits = bits }

    /// Reads the 26 characters that `write(to:)` writes, and nothing else.
    package init?(_ text: String) {
        guard text.utf8.count == Self.textByteCount else { return nil }
        var bits: UInt128 = 0
        for (index, character) in text.utf8.enumerated() {
            let digit: UInt8
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = character - UInt8(ascii: "a")
            case UInt8(ascii: "2")...UInt8(ascii: "7"): digit = character - UInt8(ascii: "2") + 26
            default: return nil
            }
            if index < 25 {
                bits = bits << 5 | UInt128(digit)
            } else {
                guard digit & 3 == 0 else { return nil }
                bits = bits << 3 | UInt128(digit >> 2)
            }
        }
        self.bits = bits
    }

    /// Writes the 26 characters: lower-case Base32 (RFC 4648) without padding.
    package func write(to output: UnsafeMutablePointer<UInt8>) {
        Self.alphabet.withUnsafeBufferPointer { alphabet in
            for index in 0..<25 {
                output[index] = alphabet[Int(truncatingIfNeeded: bits >> (123 - 5 * index)) & 31]
            }
            output[25] = alphabet[(Int(truncatingIfNeeded: bits) & 7) << 2]
        }
    }

    package var description: String {
        String(unsafeUninitializedCapacity: Self.textByteCount) { output in
            guard let start = output.baseAddress else { return 0 }
            write(to: start)
            return Self.textByteCount
        }
    }
}
