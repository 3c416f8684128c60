/// How many events may come: of a type, or with a write key. What is over a limit is refused whole and may be sent again.
package struct EventLimits: Sendable, Hashable, Codable {
    /// Over a short time. One batch of any size passes while nothing is owed.
    package var rate: Rate?
    /// In a UTC day.
    package var quota: Int?

    package init(rate: Rate? = nil, quota: Int? = nil) {
        self.rate = rate
        self.quota = quota
    }

    /// `1000/s and 5000000 a day`
    package var words: String {
        let parts = [rate?.description, quota.map { "\($0) a day" }].compactMap(\.self)
        return parts.isEmpty ? "as many events as come" : parts.joined(separator: " and ") + " at most"
    }

    package var isEmpty: Bool { rate == nil && quota == nil }

    /// - Parameters:
    ///   - limit: `1000/s`; nil for none.
    ///   - quota: `5000000/day`; nil for none.
    /// - Throws: `.invalid` for what is neither.
    package init(limit: String?, quota: String?) throws {
        if let limit {
            rate = Rate(limit)
            guard rate != nil else { throw BasinError(.invalid, "\(limit.prefix(40)) is no rate; \(Rate.rule).") }
        }
        if let quota {
            self.quota = Self.quota(quota)
            guard self.quota != nil else {
                throw BasinError(.invalid, "\(quota.prefix(40)) is no quota; \(Self.quotaRule).")
            }
        }
    }

    /// `5000000/day`; nil when it is not.
    package static func quota(_ text: String) -> Int? {
        text.hasSuffix("/day") ? count(text.dropLast(4)) : nil
    }

    static func count(_ digits: Substring) -> Int? {
        guard !digits.isEmpty, digits.utf8.count <= 15, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(digits).flatMap { $0 > 0 ? $0 : nil }
    }

    package static let quotaRule = "write it like 5000000/day"
}
