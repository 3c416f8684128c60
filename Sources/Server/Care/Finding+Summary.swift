import BasinWire

extension Finding {
    var summary: FindingSummary {
        FindingSummary(
            severity: severity.rawValue, kind: kind.rawValue, place: place, message: message,
            remedy: isRepaired ? "Mended." : remedy ?? repair?.words ?? "Nothing.", isRepaired: isRepaired)
    }
}

extension Finding.Severity {
    /// The worst first.
    var rank: Int {
        switch self {
        case .damage: 0
        case .disorder: 1
        case .note: 2
        }
    }
}
