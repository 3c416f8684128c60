/// A number as it is written: `-12.50` is 1250, negative, with two digits behind the point.
struct WrittenNumber: Equatable {
    /// Sign and digits without the point; at least one digit.
    var digits: String
    /// How many of them stand behind the point.
    var scale: Int

    /// nil when the text is anything but a sign, digits and a point.
    init?(_ text: String) {
        var digits = "", scale = 0, hasPoint = false, count = 0
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case 43, 45:
                guard index == 0 else { return nil }
                if byte == 45 { digits.append("-") }
            case 46:
                guard !hasPoint else { return nil }
                hasPoint = true
            case 48...57:
                digits.unicodeScalars.append(Unicode.Scalar(byte))
                count += 1
                if hasPoint { scale += 1 }
            default: return nil
            }
        }
        guard count > 0 else { return nil }
        self.digits = digits
        self.scale = scale
    }

    /// Digits, and as many as stand behind the point.
    var precision: Int { max(digits.utf8.count - (digits.hasPrefix("-") ? 1 : 0), scale) }
}
