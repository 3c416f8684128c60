import BasinCore

extension RowEncoder {
    /// A number, or a decimal number as text (`-12.50`, without exponent), that fits precision and scale exactly.
    mutating func encodeDecimal(_ tape: Tape, _ index: Int, precision: Int, scale: Int) -> Bool {
        let unscaled: Int128?
        switch tape.tag(index) {
        case Tape.Tag.int:
            unscaled = withUnsafeTemporaryText("\(tape.int(index))") {
                DecimalText.unscaled($0, precision: precision, scale: scale)
            }
        case Tape.Tag.uint:
            unscaled = withUnsafeTemporaryText("\(tape.uint(index))") {
                DecimalText.unscaled($0, precision: precision, scale: scale)
            }
        case Tape.Tag.double:
            let digits = withUnsafeTemporaryText(tape.double(index).description) { text in
                (
                    DecimalText.significantDigits(text),
                    DecimalText.unscaled(text, precision: precision, scale: scale, allowsExponent: true)
                )
            }
            guard digits.0 <= 15 else {
                return fail(
                    .invalidField,
                    "has more digits than a JSON number carries safely (15); send the decimal as text")
            }
            unscaled = digits.1
        case Tape.Tag.string:
            unscaled = DecimalText.unscaled(tape.text(index), precision: precision, scale: scale)
        default:
            unscaled = nil
        }
        guard let unscaled else {
            return fail(
                .invalidField,
                "is not a decimal(\(precision),\(scale)); send a number or its text with \(scale) digits after the point at most"
            )
        }
        row.append(unscaled)
        return true
    }

    private func withUnsafeTemporaryText<Value>(
        _ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Value
    ) -> Value {
        var text = text
        return text.withUTF8(body)
    }
}
