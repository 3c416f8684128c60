/// One listener's visit: a page, then songs, with searches, pages and, without a subscription, advertisements between.
struct Visit {
    enum Action { case page, song, search, advertisement, subscription }

    var listener: Int
    /// The bits of the session's id.
    var high: UInt64
    var low: UInt64
    var isLoggedIn: Bool
    private var steps = 0
    private var songsLeft: Int
    private var songsSinceAdvertisement = 0

    init(listener: Int, _ random: inout SeededRandom) {
        self.listener = listener
        high = random.next()
        low = random.next()
        isLoggedIn = !random.chance(in10000: 800)
        songsLeft = random.within(2, 14)
    }

    /// What happens next; nil when the visit is over.
    mutating func next(isPaying: Bool, _ random: inout SeededRandom) -> Action? {
        defer { steps += 1 }
        if steps == 0 { return .page }
        // Somebody who was logged out leaves, or logs in and goes on.
        if !isLoggedIn {
            if random.chance(in10000: 5000) { return nil }
            isLoggedIn = true
            return .page
        }
        if songsLeft == 0 { return nil }
        if !isPaying, songsSinceAdvertisement >= 3 {
            songsSinceAdvertisement = 0
            return .advertisement
        }
        switch random.below(1000) {
        case 0..<4: return .subscription
        case 4..<110: return .page
        case 110..<190: return .search
        default:
            songsLeft -= 1
            songsSinceAdvertisement += 1
            return .song
        }
    }
}
