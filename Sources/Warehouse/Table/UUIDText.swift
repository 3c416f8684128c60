import BasinCore

/// A UUID in its usual form, safe in a file name.
struct UUIDText: Hashable {
    /// 36 characters, lower case.
    let text: String
    let bytes: [UInt8]

    init(_ given: String) throws {
        let text = given.lowercased()
        let utf8 = [UInt8](text.utf8)
        var bytes: [UInt8] = []
        var high: UInt8?
        var isValid = utf8.count == 36
        for (position, byte) in utf8.enumerated() where isValid {
            if [8, 13, 18, 23].contains(position) {
                isValid = byte == UInt8(ascii: "-")
            } else if let digit = Character(UnicodeScalar(byte)).hexDigitValue {
                if let half = high {
                    bytes.append(half << 4 | UInt8(digit))
                    high = nil
                } else {
                    high = UInt8(digit)
                }
            } else {
                isValid = false
            }
        }
        guard isValid else {
            throw BasinError(
                .invalid, "\(given.debugDescription) is not a UUID; give 32 hexadecimal digits with hyphens.")
        }
        self.text = text
        self.bytes = bytes
    }
}
