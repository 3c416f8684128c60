package import Foundation

/// A random UUID (version 4) as two words, made without a system call of its own.
package struct EventID: Sendable, Hashable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package init(random: () -> UInt64) {
        high = random() & ~0xF000 | 0x4000
        low = random() & ~(3 << 62) | 1 << 63
    }

    package var bytes: [UInt8] {
        (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> (56 - 8 * ($0 % 8))) }
    }

    /// Lower case.
    package var text: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 { text.append(UInt8(ascii: "-")) }
            let word = index < 16 ? high : low
            text.append(JSONText.hexadecimal(UInt8(truncatingIfNeeded: word >> (60 - 4 * (index % 16))) & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    package var uuid: UUID {
        let b = bytes
        return UUID(
            uuid: (b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15])
        )
    }
}
