/// What `If-Match` and `If-None-Match` name (RFC 9110 §13.1): any representation, or some.
package enum EntityTags: Sendable, Equatable {
    /// `*`
    case any
    case listed([Listed])

    package struct Listed: Sendable, Equatable {
        package var value: String
        /// `W/"…"`: of something that means the same, with other bytes perhaps.
        package var isWeak: Bool
    }

    private static let most = 100

    /// Nil for anything that is no list of tags, and for a hundred of them.
    package init?(_ field: String) {
        guard field.trimmingBlanks != "*" else {
            self = .any
            return
        }
        var listed: [Listed] = []
        var rest = field.trimmingBlanks
        while !rest.isEmpty {
            let isWeak = rest.hasPrefix("W/")
            if isWeak { rest = rest.dropFirst(2) }
            guard listed.count < Self.most, rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else {
                return nil
            }
            let value = rest[rest.index(after: rest.startIndex)..<end]
            guard value.utf8.allSatisfy({ $0 == 0x21 || (0x23...0x7E).contains($0) || $0 >= 0x80 }) else { return nil }
            listed.append(Listed(value: String(value), isWeak: isWeak))
            rest = rest[rest.index(after: end)...].trimmingBlanks
            guard rest.isEmpty || rest.first == "," else { return nil }
            while rest.first == "," { rest = rest.dropFirst().trimmingBlanks }
        }
        guard !listed.isEmpty else { return nil }
        self = .listed(listed)
    }

    /// For reading: a weak tag of the same words is as good.
    package func namesWeakly(_ tag: EntityTag) -> Bool {
        switch self {
        case .any: true
        case .listed(let tags): tags.contains { $0.value == tag.value }
        }
    }

    /// For writing: exactly these bytes.
    package func namesStrongly(_ tag: EntityTag) -> Bool {
        switch self {
        case .any: true
        case .listed(let tags): tags.contains { $0.value == tag.value && !$0.isWeak }
        }
    }
}

extension StringProtocol where SubSequence == Substring {
    fileprivate var trimmingBlanks: Substring {
        var rest = self[...]
        while rest.first == " " || rest.first == "\t" { rest = rest.dropFirst() }
        while rest.last == " " || rest.last == "\t" { rest = rest.dropLast() }
        return rest
    }
}
