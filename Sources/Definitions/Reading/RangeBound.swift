import BasinCore

/// An end of a `range` check: a number, or a time.
struct RangeBound {
    /// As written; times as RFC 3339.
    var text: String
    var isTime: Bool
    /// To compare two of a kind: the number, or microseconds since 1970.
    var value: Double

    init?(_ text: String) {
        if let moment = DatasetReader.moment(text) {
            self.text = CivilDate(iso8601: text) == nil ? moment.description : text
            isTime = true
            value = Double(moment.microseconds)
        } else if text.utf8.count <= 60,
            text.utf8.first.map({ (48...57).contains($0) || $0 == UInt8(ascii: "-") }) ?? false,
            text.utf8.allSatisfy({ (48...57).contains($0) || "-+.eE".utf8.contains($0) }), let number = Double(text),
            number.isFinite
        {
            self.text = text
            isTime = false
            value = number
        } else {
            return nil
        }
    }
}
