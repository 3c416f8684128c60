/// JSON that is always well-formed, with the values that clients' protocols care about.
enum DoorText {
    private static let words = [
        "track", "identify", "page", "screen", "group", "alias", "Song Played", "song_played", "song.played", "viewed", "$identify",
        "$create_alias", "$pageview", "ue", "se", "pv", "e30=", "eyJhIjoxfQ", "m-1", "u1", "", "2026-11-23T03:58:52.050+00:00",
        "2026-11-23T03:58:52", "1795406333828", "1e3", "-", "é😀", "\\ud83d\\ude00", "\\u0000", "\\\"", "x",
    ]
    private static let selfDescribing =
        #"{"schema":"iglu:a/unstruct_event/jsonschema/1-0-0","data":{"schema":"iglu:a/song_played/jsonschema/1-0-0","data":{"song":"s"}}}"#
    private static let contexts =
        #"{"schema":"iglu:a/contexts/jsonschema/1-0-0","data":[{"schema":"iglu:a/b/jsonschema/1-0-0","data":{"c":1}}]}"#

    static func object(_ keys: [String], _ random: inout FuzzRandom, more: [String] = [], depth: Int = 0) -> String {
        var members = more
        // A key twice is well-formed JSON, too.
        for _ in 0..<random.below(keys.count + 1) {
            let key = random.pick(keys)
            // What holds the calls is there once.
            if key == "batch" { continue }
            members.append("\"\(key)\":\(value(&random, depth: depth + 1))")
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    static func value(_ random: inout FuzzRandom, depth: Int) -> String {
        switch random.below(depth > 4 ? 8 : 11) {
        case 0: return "null"
        case 1: return random.pick(["true", "false"])
        case 2: return random.pick(["0", "-1", "1795406333828", "9223372036854775807", "-9223372036854775808", "18446744073709551615", "1.5", "1e300", "-0.0"])
        case 3: return "\"" + selfDescribing.replacing("\"", with: "\\\"") + "\""
        case 4: return "\"" + contexts.replacing("\"", with: "\\\"") + "\""
        case 5...7: return "\"" + random.pick(words) + "\""
        case 8: return "[" + (0..<random.below(4)).map { _ in value(&random, depth: depth + 1) }.joined(separator: ",") + "]"
        default:
            return object(["song", "a", "b", "page", "url", "$anon_distinct_id", "alias", "token", "n"], &random, depth: depth)
        }
    }

    static func query(_ random: inout FuzzRandom) -> String {
        random.pick(["ue", "pv", "%7B%22a%22%3A1%7D", "%", "%4", "%zz", "a+b", "", "%F0%9F%98%80", "%FF", "1795406333828", "-9223372036854775808", "e30", "=", "s&x=1"])
    }
}
