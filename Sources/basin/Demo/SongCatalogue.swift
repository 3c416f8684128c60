import BasinCore

/// The songs of the service, all made up. Parts of their events' JSON are written once.
struct SongCatalogue {
    struct Song {
        var title: String
        var artist: String
        var milliseconds: Int
        /// `"song":…,"artist":…,"length_s":…,"released_on":…,"genres":[…]`
        var json: [UInt8]
    }

    let songs: [Song]

    init(seed: UInt64) {
        var random = SeededRandom(seed: seed, stream: 0x50_4E47)
        var songs: [Song] = []
        for artist in Self.artists {
            let genres = [Self.genres[random.below(Self.genres.count)], Self.genres[random.below(Self.genres.count)]]
            for _ in 0..<10 {
                let first = Self.first[random.below(Self.first.count)]
                let title = first + " " + Self.second[random.below(Self.second.count)]
                let milliseconds = random.within(118_000, 342_000)
                let released = CivilDate(daysSinceEpoch: random.within(3650, 17_700))
                var json = JSONWriter(capacity: 160)
                json.raw("\"song\":")
                json.string(title)
                json.raw(",\"artist\":")
                json.string(artist)
                json.raw(",\"length_s\":")
                json.fixed(milliseconds, digits: 3)
                json.raw(",\"released_on\":\"")
                json.day(released)
                json.raw("\",\"genres\":[")
                json.string(genres[0])
                if genres[1] != genres[0] {
                    json.raw(",")
                    json.string(genres[1])
                }
                json.raw("]")
                songs.append(Song(title: title, artist: artist, milliseconds: milliseconds, json: json.bytes))
            }
        }
        self.songs = songs.shuffled(using: &random)
    }

    /// Few songs are played often, most seldom.
    func pick(_ random: inout SeededRandom) -> Song {
        let spread = random.below(songs.count)
        return songs[spread * random.below(songs.count) / songs.count * random.within(1, 4) / 4]
    }

    private static let artists = [
        "Paper Lanterns", "The Northern Line", "Ada & the Engines", "Velvet Harbour", "Søvnløs", "Café Ámbar",
        "Mira Okafor", "Low Tide Choir", "夜の電車", "The Quiet Hours", "Juniper Vale", "Static Orchard",
        "Лунный парк", "Tomás Rivera Trio", "Glass Menagerie", "Field Recordings", "Kestrel", "Amara Sol",
        "Die Fensterputzer", "Sunday Cartographers", "Nils Halvorsen", "Copper Wires", "Été Indien", "Long Division",
        "Bright Kitchen", "Orla Finnegan", "Second Summer", "Marble Arcade", "Ravi \"Tabla\" Menon", "Hollow Pines",
        "Neon Botanist", "The Understudies", "Polaroid Kids", "Isla Moreno", "Eight Track Mind", "Winter Ferry",
        "Sasha Lindqvist", "Open Windows", "Cardinal South", "Tin Whistle Union",
    ]
    private static let first = [
        "Slow", "Blue", "Every", "Last", "Electric", "Borrowed", "Golden", "Silent", "Second", "Crooked", "Faraway",
        "Paper", "Midnight", "Lonely", "Endless", "Broken", "Little", "Wild", "Salt", "Hidden", "Morning", "Strange",
    ]
    private static let second = [
        "River", "Letters", "Avenue", "Weather", "Hearts", "Satellite", "Gardens", "Summer", "Telephone", "Shadows",
        "Mountain", "Parade", "Machines", "Coffee", "Horizon", "Stairs", "Ocean", "Lights", "Winter", "Promise", "Train",
    ]
    private static let genres = [
        "indie", "pop", "folk", "jazz", "electronic", "ambient", "rock", "hip hop", "soul", "classical", "latin",
        "afrobeat",
    ]
}
