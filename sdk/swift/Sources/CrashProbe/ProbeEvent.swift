import BasinEvents

/// A numbered event; two types of them, since each type has numbers of its own.
struct SongProbe: BasinEvent {
    static let eventType = "song_played"
    var number: Int
    var text: String
}

struct PageProbe: BasinEvent {
    static let eventType = "page_viewed"
    var number: Int
    var text: String
}
