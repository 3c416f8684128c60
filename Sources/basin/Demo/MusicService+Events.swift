import BasinCore

extension MusicService {
    /// One event as JSON. `pause` becomes the microseconds until the visit goes on.
    func event(
        _ action: Visit.Action, of visit: Visit, at arrival: Timestamp, pause: inout Int, _ random: inout SeededRandom
    ) -> [UInt8] {
        let listener = listeners[visit.listener]
        let defect = random.chance(in10000: 30) ? Defect.allCases[random.below(Defect.allCases.count)] : nil
        var json = JSONWriter()
        openEnvelope(&json, action, of: listener, at: arrival, defect, &random)
        pause = random.within(4_000_000, 40_000_000)
        if defect?.isInData == true {
            writeBrokenData(&json, listener, defect)
        } else {
            switch action {
            case .page: writePage(&json, visit, listener, &random)
            case .song: writeSong(&json, visit, listener, pause: &pause, &random)
            case .search: writeSearch(&json, visit, listener, &random)
            case .advertisement: writeAdvertisement(&json, visit, listener, at: arrival, pause: &pause, &random)
            case .subscription: writeSubscription(&json, listener, at: arrival, &random)
            }
        }
        json.raw("}}")
        return json.bytes
    }

    /// Everything up to the first character inside `data`.
    private func openEnvelope(
        _ json: inout JSONWriter, _ action: Visit.Action, of listener: Listener, at arrival: Timestamp,
        _ defect: Defect?, _ random: inout SeededRandom
    ) {
        json.raw("{\"specversion\":\"1.0\",\"id\":")
        let high = random.next(), low = random.next()
        if defect == .noIdentity { json.raw("\"\"") } else { json.uuid(high, low) }
        json.raw(",\"source\":")
        json.string("/apps/" + listener.platform)
        json.raw(",\"type\":\"")
        if defect == .unknownType { json.raw("test_") }
        switch action {
        case .page: json.raw("page_viewed")
        case .song: json.raw("song_played")
        case .search: json.raw("search_made")
        case .advertisement: json.raw("ad_shown")
        case .subscription: json.raw("subscription_changed")
        }
        json.raw("\",\"time\":")
        // Sent within seconds, or kept by an app that was offline.
        let isLate = random.chance(in10000: 50)
        let delay = isLate ? random.within(3_600_000, 260_000_000) : random.within(80, 2500)
        let happened = Timestamp(microseconds: arrival.microseconds - Int64(delay) * 1000)
        if defect == .noTime { json.raw("\"yesterday evening\"") } else { json.time(happened) }
        json.raw(",\"senttime\":")
        json.time(Timestamp(microseconds: arrival.microseconds - Int64(random.within(20, 79)) * 1000))
        json.raw(",\"datacontenttype\":\"application/json\",\"data\":{")
    }

    private func writeBrokenData(_ json: inout JSONWriter, _ listener: Listener, _ defect: Defect?) {
        json.raw("\"user_id\":")
        json.string(listener.id)
        if defect == .wrongTypes { json.raw(",\"session_id\":\"undefined\",\"length_s\":\"NaN\"") }
    }

    private func writePerson(_ json: inout JSONWriter, _ visit: Visit, _ listener: Listener) {
        if visit.isLoggedIn {
            json.raw("\"user_id\":")
            json.string(listener.id)
            json.raw(",")
        }
        json.raw("\"session_id\":")
        json.uuid(visit.high, visit.low)
    }

    private func writePage(
        _ json: inout JSONWriter, _ visit: Visit, _ listener: Listener, _ random: inout SeededRandom
    ) {
        writePerson(&json, visit, listener)
        json.raw(",\"page\":")
        json.string(visit.isLoggedIn ? Self.pages[random.below(Self.pages.count)] : "/login")
        if random.chance(in10000: 2500) { json.raw(",\"referrer\":\"https://social.example/\"") }
        json.raw(",\"platform\":")
        json.string(listener.platform)
        json.raw(",\"load_ms\":")
        json.integer(random.within(40, 700) * random.within(1, 4))
        json.raw(",\"viewport\":{\"width\":")
        json.integer(listener.platform == "web" || listener.platform == "desktop" ? 1440 : 390)
        json.raw(",\"height\":900},\"user_agent\":")
        json.string(listener.userAgent)
        json.raw(",\"location\":")
        json.string(listener.city)
    }

    private func writeSong(
        _ json: inout JSONWriter, _ visit: Visit, _ listener: Listener, pause: inout Int, _ random: inout SeededRandom
    ) {
        let song = catalogue.pick(&random)
        let end = random.below(100)
        let heard = end < 74 ? song.milliseconds : random.within(2000, song.milliseconds)
        pause = heard * 1000 + random.within(200_000, 3_000_000)
        writePerson(&json, visit, listener)
        json.raw(",")
        json.raw(song.json)
        json.raw(",\"played_s\":")
        json.fixed(heard, digits: 3)
        json.raw(",\"ended_by\":")
        json.string(end < 74 ? "finished" : end < 95 ? "skipped" : "abandoned")
        json.raw(",\"level\":")
        json.string(listener.level)
        json.raw(",\"platform\":")
        json.string(listener.platform)
        json.raw(",\"shuffle\":")
        json.bool(random.chance(in10000: 3500))
        if random.chance(in10000: 6000) {
            json.raw(",\"playlist_id\":")
            json.integer(10_000 + random.below(2500))
        }
        json.raw(",\"device\":{\"model\":")
        json.string(listener.model)
        json.raw(",\"app_version\":")
        json.string(listener.version)
        json.raw(",\"volume\":")
        json.integer(random.within(3, 10) * 10)
        json.raw("},\"first_name\":")
        json.string(listener.firstName)
    }

    private func writeSearch(
        _ json: inout JSONWriter, _ visit: Visit, _ listener: Listener, _ random: inout SeededRandom
    ) {
        let song = catalogue.pick(&random)
        let isArtist = random.chance(in10000: 4500)
        writePerson(&json, visit, listener)
        json.raw(",\"query\":")
        let sought = isArtist ? song.artist : song.title
        json.string(String(sought.prefix(random.within(3, 14))).lowercased())
        json.raw(",\"result_count\":")
        json.integer(random.within(1, 240))
        json.raw(",\"took_ms\":")
        json.fixed(random.within(800, 90_000), digits: 3)
        if random.chance(in10000: 3000) { json.raw(",\"filters\":{\"kind\":[\"song\",\"artist\"],\"explicit\":false}") }
        json.raw(",\"results\":[")
        for rank in 1...random.within(1, 3) {
            json.raw(rank == 1 ? "{\"rank\":" : ",{\"rank\":")
            json.integer(rank)
            let found = rank == 1 ? song : catalogue.pick(&random)
            let showsArtist = rank == 1 && isArtist
            json.raw(showsArtist ? ",\"kind\":\"artist\",\"title\":" : ",\"kind\":\"song\",\"title\":")
            json.string(showsArtist ? found.artist : found.title)
            json.raw("}")
        }
        json.raw("]")
        if random.chance(in10000: 600) {
            json.raw(",\"near\":{\"latitude\":")
            json.fixed(random.within(-5_500_000, 6_500_000), digits: 5)
            json.raw(",\"longitude\":")
            json.fixed(random.within(-17_900_000, 17_900_000), digits: 5)
            json.raw("}")
        }
    }

    private func writeAdvertisement(
        _ json: inout JSONWriter, _ visit: Visit, _ listener: Listener, at arrival: Timestamp, pause: inout Int,
        _ random: inout SeededRandom
    ) {
        let campaign = random.below(Self.campaigns.count)
        let shown = random.within(1500, 30_000)
        pause = shown * 1000
        writePerson(&json, visit, listener)
        json.raw(",\"ad_id\":")
        let creative = SeededRandom.mix(UInt64(campaign * 8 + random.below(8)) &+ seed)
        json.uuid(creative, SeededRandom.mix(creative))
        json.raw(",\"campaign\":")
        json.string(Self.campaigns[campaign])
        json.raw(",\"placement\":")
        json.string(["audio", "audio", "banner", "video"][random.below(4)])
        json.raw(",\"revenue\":")
        json.fixed(random.within(900, 14_500), digits: 6)
        json.raw(",\"shown_ms\":")
        json.integer(shown)
        json.raw(",\"skipped\":")
        json.bool(shown < 6000)
        if random.chance(in10000: 180) {
            json.raw(",\"clicked_at\":")
            json.integer(Int(arrival.microseconds / 1000) - 3000)
        }
        json.raw(",\"segments\":[")
        json.string(Self.segments[visit.listener % Self.segments.count])
        json.raw(",")
        json.string(Self.segments[(visit.listener / 7 + 3) % Self.segments.count])
        json.raw("]")
    }

    private func writeSubscription(
        _ json: inout JSONWriter, _ listener: Listener, at arrival: Timestamp, _ random: inout SeededRandom
    ) {
        let plan = Self.plans[random.below(Self.plans.count)]
        let isLeaving = listener.isPaying && random.chance(in10000: 4000)
        let today = arrival.microseconds.floorDivided(by: 86_400_000_000)
        json.raw("\"user_id\":")
        json.string(listener.id)
        json.raw(",\"change_id\":")
        let high = random.next(), low = random.next()
        json.uuid(high, low)
        json.raw(",\"from_plan\":")
        json.raw(listener.isPaying ? "\"single\"" : "\"free\"")
        json.raw(",\"to_plan\":")
        json.raw(isLeaving ? "\"free\"" : plan.name)
        json.raw(",\"price\":")
        json.fixed(isLeaving ? 0 : plan.cents, digits: 2)
        json.raw(",\"currency\":\"USD\",\"starts_on\":\"")
        json.day(CivilDate(daysSinceEpoch: Int(today) + 1))
        json.raw("\"")
        if isLeaving {
            json.raw(",\"reason\":")
            json.string(["too expensive", "not used enough", "moved to another service"][random.below(3)])
        } else {
            json.raw(",\"renews_at\":")
            json.time(Timestamp(microseconds: (today + 31) * 86_400_000_000))
            json.raw(",\"billing\":{\"name\":")
            json.string(listener.firstName + " " + listener.lastName)
            json.raw(",\"street\":")
            json.string(String(random.within(1, 180)) + " Example Street")
            json.raw(",\"city\":")
            json.string(listener.city)
            json.raw(",\"postal_code\":")
            json.string(String(random.within(10_000, 99_999)))
            json.raw("}")
        }
        json.raw(",\"email\":")
        json.string(listener.id + "@mail.example")
    }

    /// What is wrong with an event that is broken on purpose.
    private enum Defect: CaseIterable {
        case unknownType, noIdentity, noTime, missingFields, wrongTypes

        var isInData: Bool { self == .missingFields || self == .wrongTypes }
    }

    /// In JSON, with the price of a month.
    private static let plans: [(name: StaticString, cents: Int)] = [
        ("\"single\"", 1099), ("\"duo\"", 1499), ("\"family\"", 1799), ("\"student\"", 599),
    ]
    private static let pages = [
        "/home", "/home", "/home", "/artist", "/artist", "/album", "/playlist", "/charts", "/settings", "/account",
        "/help", "/concerts",
    ]
    private static let campaigns = [
        "autumn-sneakers", "city-bikes", "cold-brew", "family-plan", "film-festival", "night-trains", "phone-upgrade",
        "tax-help",
    ]
    private static let segments = [
        "18-24", "25-34", "35-49", "50 and older", "commuters", "runners", "parents", "gamers", "students",
        "concert goers", "home cooks",
    ]
}
