/// A made-up person who uses the service.
struct Listener {
    var id: String
    var firstName: String
    var lastName: String
    var city: String
    var userAgent: String
    var platform: String
    var model: String
    var version: String
    var isPaying: Bool

    init(number: Int, _ random: inout SeededRandom) {
        id = "u" + String(1000 + number)
        firstName = Self.firstNames[random.below(Self.firstNames.count)]
        lastName = Self.lastNames[random.below(Self.lastNames.count)]
        city = Self.cities[random.below(Self.cities.count)]
        let device = Self.devices[random.below(Self.devices.count)]
        platform = device.platform
        model = device.model
        version = "9." + String(random.within(0, 12)) + "." + String(random.within(0, 4))
        userAgent = "MusicService/" + version + " (" + model + "; " + platform + ")"
        isPaying = random.chance(in10000: 4200)
    }

    var level: String { isPaying ? "paid" : "free" }

    private static let devices: [(platform: String, model: String)] = [
        ("ios", "iPhone 14"), ("ios", "iPhone SE"), ("ios", "iPad Air"), ("android", "Pixel 8"),
        ("android", "Galaxy A54"), ("android", "Moto G"), ("web", "Firefox"), ("web", "Chrome"), ("desktop", "Linux"),
        ("desktop", "Mac"), ("tv", "Living room"),
    ]
    private static let firstNames = [
        "Lily", "Noah", "Aiko", "Mateo", "Zoë", "Omar", "Ingrid", "Kwame", "Priya", "Jack", "Sofía", "Liam", "Chloé", "Yusuf",
        "Hana", "Emil", "Nadia", "Theo", "Grace", "Björn", "Leila", "Pablo", "Ruth", "Ivan", "Mei", "Tess", "Arjun", "Siobhán",
    ]
    private static let lastNames = [
        "Berg", "Okoye", "Tanaka", "García", "O'Neill", "Haddad", "Novak", "Mensah", "Iyer", "Smith", "Lindholm", "Moreau",
        "Yılmaz", "Kim", "Rossi", "Petrov", "Silva", "Dubois", "Walker", "Nguyen", "Jansen", "Costa", "Weiss", "Ahmed",
    ]
    private static let cities = [
        "Stockholm, SE", "Lagos, NG", "Osaka, JP", "Mexico City, MX", "Lubbock, TX", "New Orleans, LA", "Lisbon, PT",
        "São Paulo, BR", "Berlin, DE", "Pune, IN", "Leeds, GB", "Lyon, FR", "Izmir, TR", "Busan, KR", "Toronto, CA", "Accra, GH",
    ]
}
